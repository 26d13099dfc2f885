"use client";
import { create } from "zustand";

interface SignedIn {
  /** `dismissed`: the person knows and looks at the page a while longer. */
  readonly state: "in" | "ended" | "dismissed";
  readonly dismiss: () => void;
}

/** Whether the session still stood at the last call of this page; the shell leads to the sign-in page when it did not. */
export const useSignedIn = create<SignedIn>()((set) => ({
  state: "in",
  dismiss: () => set({ state: "dismissed" }),
}));

/** What an answer says about the session: it may have ended, or have been begun again in another tab. */
export function hearAnswer(isOk: boolean, code: string | null): void {
  const { state } = useSignedIn.getState();
  if (code === "not-signed-in" && state === "in") useSignedIn.setState({ state: "ended" });
  if (isOk && state !== "in") useSignedIn.setState({ state: "in" });
}
