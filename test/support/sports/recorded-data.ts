import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect } from 'vitest'

/** Recordings of real matches that others own: beside the project where it is developed, absent elsewhere. */
const FOLDER = resolve(import.meta.dirname, '../../../../shared/data')
/** How many matches there are of each sport. */
const COUNTS = { cricket: 9, football: 12 }

/** The folder of the real matches with what they add up to (`expected.json`); undefined where they are not at hand. */
export function recordedData(): string | undefined {
  return existsSync(FOLDER) ? FOLDER : undefined
}

/**
 * Makes sure that the tests run on every real match: a test per file cannot notice files that are missing. If the folder is
 * absent, the run says that it tested less.
 *
 * @param found the matches that the tests run on, without the project's own
 */
export function expectRecordings(sport: keyof typeof COUNTS, found: number): void {
  if (recordedData() === undefined) {
    expect(found).toBe(0)
    console.warn(`not tested: ${COUNTS[sport]} real ${sport} matches, which are not in ${FOLDER}`)
    return
  }
  expect(found).toBe(COUNTS[sport])
}
