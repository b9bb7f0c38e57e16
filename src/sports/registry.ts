import { badminton } from './badminton/index.ts'
import type { Sport } from './contract/sport.ts'
import { cricket } from './cricket/index.ts'
import { football } from './football/index.ts'
import { generic } from './generic/index.ts'
import { tableTennis } from './table-tennis/index.ts'
import { tennis } from './tennis/index.ts'
import { volleyball } from './volleyball/index.ts'

/** Every sport that Touchline knows, by its wire name. A new one is one more line. */
export const sports: ReadonlyMap<string, Sport> = new Map(
  [badminton, cricket, football, tableTennis, tennis, volleyball, generic].map((sport) => [sport.name, sport]),
)

export function sportNamed(name: string): Sport | undefined {
  return sports.get(name)
}
