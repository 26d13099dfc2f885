export type Theme = "light" | "dark";

/** Colours of the screen and of drawings: the one list, `app/globals.css` repeats it. */
export interface Tokens {
  readonly bg: string;
  readonly surface: string;
  readonly raised: string;
  readonly text: string;
  readonly "text-2": string;
  readonly "text-3": string;
  readonly line: string;
  readonly "line-strong": string;
  readonly accent: string;
  readonly ok: string;
  readonly warning: string;
  readonly critical: string;
  readonly info: string;
  readonly unknown: string;
  readonly heat: string;
  readonly edge: string;
}

export const TOKENS: Readonly<Record<Theme, Tokens>> = {
  dark: {
    bg: "#0e1116",
    surface: "#171b22",
    raised: "#222833",
    text: "#e6eaf0",
    "text-2": "#a7b0be",
    "text-3": "#7c8698",
    line: "#3a4352",
    "line-strong": "#667389",
    accent: "#7cc0ff",
    ok: "#41bd94",
    warning: "#fdd619",
    critical: "#fc5645",
    info: "#becdfe",
    unknown: "#8290a3",
    heat: "#39465a",
    edge: "#8290a3",
  },
  light: {
    bg: "#f6f7f9",
    surface: "#ffffff",
    raised: "#eceef2",
    text: "#16191f",
    "text-2": "#4a5361",
    "text-3": "#5f6875",
    line: "#c9ced6",
    "line-strong": "#868e9a",
    accent: "#0f5bd1",
    ok: "#0a4c42",
    warning: "#aa5f04",
    critical: "#891101",
    info: "#0373ca",
    unknown: "#6b727c",
    heat: "#c3cad4",
    edge: "#6b727c",
  },
};

/** The five states that must stay apart for every kind of colour vision. */
export const STATE_TOKENS = ["ok", "warning", "critical", "info", "unknown"] as const;

/** The bundled fonts under their own and their packaged names, then what systems have. */
export const FONT_SANS =
  "Inter, Inter Variable, Noto Sans SC, Noto Sans SC Variable, PingFang SC, Microsoft YaHei, sans-serif";
export const FONT_MONO = "JetBrains Mono, JetBrains Mono Variable, Noto Sans SC, Noto Sans SC Variable, monospace";
