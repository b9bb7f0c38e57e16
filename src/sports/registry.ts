import { badminton } from './badminton.ts'
import { cricket } from './cricket.ts'
import { football } from './football.ts'
import { generic } from './generic.ts'
import type { Sport } from './sport.ts'
import { tableTennis } from './table-tennis.ts'
import { tennis } from './tennis.ts'
import { volleyball } from './volleyball.ts'

/** Every sport that Touchline knows, by its wire name. A new one is one more line. */
export const sports: ReadonlyMap<string, Sport> = new Map(
  [badminton, cricket, football, tableTennis, tennis, volleyball, generic].map((sport) => [sport.name, sport]),
)

export function sportNamed(name: string): Sport | undefined {
  return sports.get(name)
}
