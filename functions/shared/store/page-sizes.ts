/** Entries of one page of what is due: the sweep works on them at the same time. */
export const DUE_A_PAGE = 25;

/** Entries that are looked at in one cell, the newest first: a square of half a kilometre seldom has as many in a week. */
export const MOST_IN_CELL = 200;
