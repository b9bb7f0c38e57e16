import { randomBytes } from 'node:crypto'

/** Digits of the time, in base 36; enough until the year 5188. */
const TIME_DIGITS = 9
const RANDOM_BYTES = 2

/**
 * A new epoch: the time it begins, and random digits that keep two apart which begin in the same millisecond. Epochs are compared as
 * text, and the later one wins.
 *
 * @param before sorts after these, whatever the clock says
 */
export function newEpoch(at: number, ...before: readonly string[]): string {
  const begins = Math.max(at, ...before.map((epoch) => beginOf(epoch) + 1))
  const epoch = begins.toString(36).padStart(TIME_DIGITS, '0') + randomBytes(RANDOM_BYTES).toString('hex')
  // One that we have not made need not be a time; longer text sorts after its beginning.
  return before.reduce((latest, each) => (each < latest ? latest : `${each}0`), epoch)
}

/** When an epoch began, by its own account; 0 if it has none. */
export function beginOf(epoch: string): number {
  return Number.parseInt(epoch.slice(0, TIME_DIGITS), 36) || 0
}
