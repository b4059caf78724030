/** So long a request is known again by its key: a phone that was off the net for weeks must not report a matter twice. */
export const REMEMBERED_SECONDS = 30 * 86_400;
