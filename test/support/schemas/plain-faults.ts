import type { Fault } from '../../../src/errors.ts'

/** What only who wrote the schema understands. */
const JARGON =
  /invalid (input|string|option|key|element|number)|expected|received|invalid_|unrecognized|regex|pattern|too (small|big)|undefined|NaN|\bzod\b|\[object|\brecord\b|nonoptional/i
/** How a fault says what is right, or at least what is wrong. */
const WORDS = /\bmust (not )?(be|have|name|say|begin|end|come)\b|\bis not\b|\bdoes not\b|\bknown: /

/** What is wrong with an answer that refuses what was broken at `where`: jargon, or no word of the place. */
export function complaintAbout(faults: readonly Fault[], where: string): string | undefined {
  if (faults.length === 0) return 'no fault is named'
  const unclear = faults.find(({ message }) => JARGON.test(message) || !WORDS.test(message))
  if (unclear) return 'is not in plain words'
  return faults.some(({ path }) => isAt(path, where)) ? undefined : 'another place is named'
}

/** True if the fault is at this place, in it, or about what it is in. */
function isAt(path: string, where: string): boolean {
  return path !== '' && (path.startsWith(where) || where.startsWith(path))
}
