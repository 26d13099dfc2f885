import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button.tsx";
import { Tooltip } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "aria-label"> {
  label: string;
  icon: ReactNode;
  shortcut?: string | undefined;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
}

/** A button that shows only an icon; its label is its name and its tooltip. */
export function IconButton({
  label,
  icon,
  shortcut,
  variant = "quiet",
  size,
  className = "",
  ...rest
}: IconButtonProps) {
  const look = buttonClass(variant, size === "small" ? "small-icon" : "icon");
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button type="button" aria-label={label} className={`${look} ${className}`} {...rest}>
        {icon}
      </button>
    </Tooltip>
  );
}
