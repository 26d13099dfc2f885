/** One JSON file per area and language; the area is the namespace of `useTranslations`. */
export const AREAS = [
  "common",
  "shell",
  "access",
  "clusters",
  "history",
  "changes",
  "design",
  "machines",
  "settings",
  "canvas",
  "inspector",
  "table",
  "import",
  "survive",
  "export",
  "problems",
] as const;
