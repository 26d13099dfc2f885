"use client";
import type { CSSProperties } from "react";
import { chooseTheme, THEME_COOKIE, THEMES, type Theme } from "#components/shell/preference-cookies.ts";

const PAGE: CSSProperties = { fontFamily: "system-ui, sans-serif", lineHeight: 1.5, margin: 0 };
const TEXT: CSSProperties = {
  display: "grid",
  gap: "0.75rem",
  margin: "15vh auto",
  maxWidth: "40rem",
  padding: "0 1rem",
};
const TITLE: CSSProperties = { fontSize: "1.25rem", fontWeight: 600, margin: 0 };
const PARAGRAPH: CSSProperties = { margin: 0 };
const BUTTON: CSSProperties = {
  border: "1px solid currentColor",
  borderRadius: "0.375rem",
  cursor: "pointer",
  justifySelf: "start",
  padding: "0.25rem 0.75rem",
};

/**
 * Stands in when even the root layout failed, or what it was made of broke off: no styles or messages to count on, so
 * both languages at once. A `reset` would only draw again what failed.
 */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" data-theme={chosenTheme()} suppressHydrationWarning>
      <head>
        <title>Quorate</title>
      </head>
      <body style={PAGE}>
        <main style={TEXT}>
          <h1 style={TITLE}>
            Quorate could not show this page <span lang="zh-CN">此页面无法显示</span>
          </h1>
          <p style={PARAGRAPH}>
            The server failed while preparing it, or its answer broke off. Are Quorate and its database running? Code:{" "}
            <code>{error.digest ?? error.name}</code>
          </p>
          <p style={PARAGRAPH} lang="zh-CN">
            服务器在准备此页面时出错，或应答中断。请检查 Quorate 及其数据库是否正常运行。
          </p>
          <button type="button" style={BUTTON} onClick={() => location.reload()}>
            Try again <span lang="zh-CN">重试</span>
          </button>
        </main>
      </body>
    </html>
  );
}

/** The root element goes with what failed, and the person's theme with it. */
function chosenTheme(): Theme {
  const cookies = typeof document === "undefined" ? "" : document.cookie;
  return chooseTheme(THEMES.find((theme) => cookies.includes(`${THEME_COOKIE}=${theme}`)));
}
