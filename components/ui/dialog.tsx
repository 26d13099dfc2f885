"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { createContext, type ReactNode, type RefObject, useContext, useId } from "react";

const SIZES = {
  small: "max-w-md",
  normal: "max-w-2xl",
  large: "max-w-5xl",
  full: "h-[calc(100dvh-2rem)] max-w-[calc(100vw-2rem)]",
};

/** Name of the close button in the person's language; the shell provides it. */
export const CloseLabel = createContext("Close");

/** The same for the button that leaves a form. */
export const CancelLabel = createContext("Cancel");

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  size?: keyof typeof SIZES | undefined;
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** Nothing in it takes the focus, so that the body itself does and can be scrolled by keys. */
  isReading?: boolean;
}

/** Modal dialog: Escape and the close button leave it, focus returns to where it came from. */
export function Dialog({
  open,
  onOpenChange,
  title,
  children,
  footer,
  size = "normal",
  isReading = false,
  ...rest
}: DialogProps) {
  const { description, initialFocus } = rest;
  const closeLabel = useContext(CloseLabel);
  const headingId = useId();
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-start justify-center overflow-y-auto p-4 sm:items-center">
          <Base.Popup
            aria-labelledby={headingId}
            initialFocus={initialFocus}
            className={`flex max-h-[calc(100dvh-2rem)] w-full flex-col rounded-md border border-line-strong bg-surface text-text outline-none ${SIZES[size]}`}
          >
            <header className="flex items-start gap-3 border-b px-4 py-3">
              <div className="min-w-0 flex-1">
                <Base.Title id={headingId} className="text-lg font-semibold">
                  {title}
                </Base.Title>
                {description === undefined ? null : (
                  <Base.Description className="mt-0.5 text-sm text-text-2">{description}</Base.Description>
                )}
              </div>
              <Base.Close
                aria-label={closeLabel}
                className="-mr-1 inline-flex size-7 items-center justify-center rounded text-text-2 hover:bg-raised hover:text-text"
              >
                <X size={16} strokeWidth={1.75} aria-hidden />
              </Base.Close>
            </header>
            <div tabIndex={isReading ? 0 : undefined} className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
              {children}
            </div>
            {footer === undefined ? null : (
              <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3">{footer}</footer>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
