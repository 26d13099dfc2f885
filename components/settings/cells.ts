/** Cells of the tables of the settings. */
export const HEAD = "h-8 border-b bg-surface px-3 text-left text-xs font-medium whitespace-nowrap text-text-2";
export const CELL = "h-10 px-3 whitespace-nowrap";
export const FRAME = "overflow-x-auto rounded-md border bg-surface";
export const ROW = "border-b last:border-b-0";
