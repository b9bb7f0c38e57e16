/** What turns the direction of whatever follows, scores with it. A script that runs from right to left needs none of it. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]+/gu
/** Control characters, halves of a surrogate pair, and directions. */
const UNCLEAN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u
const CONTROLS = /\p{Cc}+/gu

/**
 * Text as it is kept and shown: control characters in a row become one space, half a surrogate pair becomes U+FFFD, what turns the
 * direction of text goes. It is repaired and not refused, because a stray byte in a name must not hold up a goal; and it is repaired here, because Postgres keeps
 * no NUL and UTF-8 has no half pairs.
 */
export function cleanText(text: string): string {
  return UNCLEAN.test(text) ? text.replace(CONTROLS, ' ').replace(DIRECTIONS, '').toWellFormed() : text
}
