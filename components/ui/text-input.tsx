"use client";
import { Field } from "@base-ui/react/field";
import { Input } from "@base-ui/react/input";
import { Eye, EyeOff, Search } from "lucide-react";
import { type ComponentProps, type Ref, useState } from "react";

const LOOK =
  "w-full rounded border border-line-strong bg-surface px-2 text-base text-text read-only:bg-raised disabled:opacity-50 data-invalid:border-critical";

export interface TextInputProps extends Omit<ComponentProps<"input">, "size" | "ref"> {
  size?: "small" | "normal" | undefined;
  /** Addresses, specs and names of machines are set in the fixed-width face. */
  isMono?: boolean | undefined;
  ref?: Ref<HTMLElement> | undefined;
}

export function TextInput({ size, isMono, className = "", ...rest }: TextInputProps) {
  const height = size === "small" ? "h-7" : "h-8";
  return <Input className={`${LOOK} ${height} ${isMono ? "font-mono" : ""} ${className}`} {...rest} />;
}

export interface TextAreaProps extends Omit<ComponentProps<"textarea">, "ref"> {
  isMono?: boolean | undefined;
}

export function TextArea({ isMono, className = "", value, defaultValue, ...rest }: TextAreaProps) {
  const held = { ...(value === undefined ? {} : { value }), ...(defaultValue === undefined ? {} : { defaultValue }) };
  return (
    <Field.Control
      {...held}
      render={<textarea className={`${LOOK} min-h-20 py-1.5 ${isMono ? "font-mono" : ""} ${className}`} {...rest} />}
    />
  );
}

export interface PasswordInputProps extends Omit<TextInputProps, "type" | "isMono"> {
  /** Names of the switch that shows or hides what was typed. */
  showLabel: string;
  hideLabel: string;
}

/** Password field whose text can be looked at; pasting and password managers work. */
export function PasswordInput({ showLabel, hideLabel, className = "", ...rest }: PasswordInputProps) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <TextInput type={isShown ? "text" : "password"} className={`pr-9 ${className}`} {...rest} />
      <button
        type="button"
        aria-label={isShown ? hideLabel : showLabel}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
        className="absolute inset-y-0 right-0 inline-flex w-8 items-center justify-center rounded text-text-3 hover:text-text"
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </span>
  );
}

export interface SearchInputProps extends Omit<TextInputProps, "type" | "value" | "onChange"> {
  /** Accessible name and placeholder. */
  label: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchInput({ label, value, onChange, className = "", ...rest }: SearchInputProps) {
  return (
    <div className={`relative max-w-full ${className}`}>
      <Search size={14} strokeWidth={1.75} aria-hidden className="absolute top-2.5 left-2.5 text-text-3" />
      <TextInput
        type="search"
        aria-label={label}
        placeholder={label}
        className="pl-8"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
    </div>
  );
}
