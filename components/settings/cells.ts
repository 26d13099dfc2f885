/** Cells of the tables of the settings. */
export const CELL = "h-10 px-2 text-base whitespace-nowrap 2xl:px-3";
export const ROW = "border-b last:border-b-0";
