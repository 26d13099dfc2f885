import type { ComponentProps } from "react";

export type ButtonVariant = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "small" | "normal";
type ButtonShape = ButtonSize | "icon" | "small-icon";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-accent bg-accent text-on-accent hover:not-disabled:opacity-90",
  plain: "border-line-strong bg-surface text-text hover:not-disabled:bg-raised",
  quiet: "border-transparent bg-transparent text-text-2 hover:not-disabled:bg-raised hover:not-disabled:text-text",
  danger: "border-critical bg-surface text-critical hover:not-disabled:bg-critical/10",
};
const SHAPES: Record<ButtonShape, string> = {
  small: "h-7 px-2 text-sm",
  normal: "h-8 px-3 text-base",
  "small-icon": "size-7",
  icon: "size-8",
};

/** The look of a button, for links that act like one. */
export function buttonClass(variant: ButtonVariant = "plain", form: ButtonShape = "normal"): string {
  const shape =
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded border font-medium whitespace-nowrap select-none transition-colors disabled:opacity-50 data-disabled:opacity-50";
  return `${shape} ${VARIANTS[variant]} ${SHAPES[form]}`;
}

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
}

export function Button({ variant, size, className = "", type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={`${buttonClass(variant, size)} ${className}`} {...rest} />;
}
