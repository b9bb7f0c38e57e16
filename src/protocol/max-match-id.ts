/** In characters. Alone in its file, because the SDK needs no more: what is made of it at the start, no bundler takes out again. */
export const MAX_MATCH_ID = 64
