"use client";
import { PageError, type PageErrorProps } from "#components/shell/page-error.tsx";

/** For what fails outside the shell, or in the shell itself. */
export default function RootError(props: PageErrorProps) {
  return (
    <main>
      <PageError {...props} />
    </main>
  );
}
