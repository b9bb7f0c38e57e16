import { schemasOf as makeSchemas, type SportSchemas } from '../../../src/sports/contract/schemas/sport-schemas.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'

const made = new WeakMap<Sport, SportSchemas>()

/** The schemas of a sport, made once for all files that run in one process: those of all sports take seconds. */
export function schemasOf(sport: Sport): SportSchemas {
  const known = made.get(sport) ?? makeSchemas(sport)
  made.set(sport, known)
  return known
}
