"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { UserRole } from "#lib/core/api/access.ts";
import type { Theme } from "./preference-cookies.ts";

export interface Me {
  readonly name: string;
  readonly role: UserRole;
}

export interface ClusterName {
  readonly slug: string;
  readonly name: string;
}

interface ShellFacts {
  readonly me: Me;
  readonly clusters: readonly ClusterName[];
}

const Facts = createContext<ShellFacts | null>(null);

export function ShellFactsProvider({ children, ...facts }: ShellFacts & { children: ReactNode }) {
  return <Facts value={facts}>{children}</Facts>;
}

export function useShellFacts(): ShellFacts {
  const facts = useContext(Facts);
  if (facts === null) throw new Error("useShellFacts is used outside the shell");
  return facts;
}

/** What the cookie says, not what the system resolves it to. */
export const ThemeChoice = createContext<Theme>("system");

export function useThemeChoice(): Theme {
  return useContext(ThemeChoice);
}
