/** Control characters, and halves of a surrogate pair. */
const UNCLEAN = /[\p{Cc}\p{Cs}]/u
const CONTROLS = /\p{Cc}+/gu

/**
 * Text as it is kept and shown: control characters in a row become one space, half a surrogate pair becomes U+FFFD. It is
 * repaired and not refused, because a stray byte in a name must not hold up a goal; and it is repaired here, because Postgres keeps
 * no NUL and UTF-8 has no half pairs.
 */
export function cleanText(text: string): string {
  return UNCLEAN.test(text) ? text.replace(CONTROLS, ' ').toWellFormed() : text
}
