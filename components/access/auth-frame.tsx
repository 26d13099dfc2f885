"use client";
import type { ReactNode } from "react";
import { LanguageMenu, ThemeMenu } from "#components/shell/bar/preference-menus.tsx";
import { Logo } from "#components/shell/logo.tsx";

/** The page around a form that is shown before anyone is signed in. */
export function AuthFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-h-full flex-col">
      <header className="flex h-12 items-center gap-2.5 px-4">
        <Logo />
        <span className="flex-1 text-lg font-semibold tracking-tight">Quorate</span>
        <LanguageMenu />
        <ThemeMenu />
      </header>
      <main className="flex flex-1 items-start justify-center px-4 py-8 sm:items-center sm:pb-32">
        <section className="w-full max-w-sm rounded-md border bg-surface p-6">
          <h1 className="mb-4 text-xl font-semibold">{title}</h1>
          {children}
        </section>
      </main>
    </div>
  );
}
