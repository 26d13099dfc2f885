"use client";
import { Toast as Base } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { type ReactNode, useCallback } from "react";
import { buttonClass } from "./button.tsx";

export interface ToastMessage {
  text: string;
  tone?: "plain" | "critical" | undefined;
  action?: { label: string; onSelect: () => void } | undefined;
}

const PLAIN_MS = 5_000;
/** Long enough to read and reach "undo". */
const ACTION_MS = 8_000;
/** Errors stay until someone closes them. */
const STAYS_MS = 0;

function timeoutMs(toast: ToastMessage): number {
  if (toast.tone === "critical") return STAYS_MS;
  return toast.action === undefined ? PLAIN_MS : ACTION_MS;
}

/** Returns a function that shows a message in the corner and to screen readers. */
export function useToast(): (toast: ToastMessage) => void {
  const { add, close } = Base.useToastManager();
  return useCallback(
    (toast) => {
      const { action } = toast;
      const id: string = add({
        description: toast.text,
        type: toast.tone ?? "plain",
        timeout: timeoutMs(toast),
        priority: toast.tone === "critical" ? "high" : "low",
        ...(action === undefined
          ? {}
          : {
              actionProps: {
                children: action.label,
                onClick: () => {
                  close(id);
                  action.onSelect();
                },
              },
            }),
      });
    },
    [add, close],
  );
}

export interface ToastProviderProps {
  children: ReactNode;
  closeLabel: string;
  label: string;
}

export function ToastProvider({ children, closeLabel, label }: ToastProviderProps) {
  return (
    <Base.Provider limit={4}>
      {children}
      <Base.Portal>
        <Base.Viewport
          aria-label={label}
          className="fixed right-4 bottom-4 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 outline-none"
        >
          <ToastList closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList({ closeLabel }: { closeLabel: string }) {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className={`rounded-md border bg-raised text-base text-text data-limited:hidden ${toast.type === "critical" ? "border-critical" : "border-line-strong"}`}
    >
      <Base.Content className="flex items-center gap-2 py-2 pr-2 pl-3">
        <Base.Description className="min-w-0 flex-1 break-words" />
        {toast.actionProps === undefined ? null : <Base.Action className={buttonClass("plain", "small")} />}
        <Base.Close
          aria-label={closeLabel}
          className="inline-flex size-7 items-center justify-center rounded text-text-2 hover:bg-surface"
        >
          <X size={14} strokeWidth={1.75} aria-hidden />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
