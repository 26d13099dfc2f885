/** A paste says something for three such intervals, a quarter of an hour; nobody looks again by themselves. */
export const PASTE_SECONDS = 300;
