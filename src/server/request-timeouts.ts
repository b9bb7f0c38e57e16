/** How long the head of a request may take to arrive: who says nothing, or says it too slowly, is closed. */
export const HEADERS_TIMEOUT_MS = 10_000

/** How often Node looks for requests that are late. By default every 30 s, and so late would they be closed. */
export const TIMEOUT_CHECK_MS = 2_000
