/** Cells of the tables of the settings. */
export const CELL = "h-10 px-3 text-base whitespace-nowrap";
export const ROW = "border-b last:border-b-0";
