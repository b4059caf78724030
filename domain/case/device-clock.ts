/** How far a phone's clock may be off ours: what it says supports what we know, and decides nothing by itself. */
export const CLOCKS_DIFFER_SECONDS = 60;
