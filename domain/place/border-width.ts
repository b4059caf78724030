/**
 * How wide a border is, in degrees (some 17 cm). Borders are published with six decimals; a corner that both
 * neighbours round leaves a sliver of up to 1.41e-6 degrees between them that either lies in both or in none.
 * Whoever stands there stands on the border.
 */
export const BORDER_WIDTH = 1.5e-6;
