import { americanFootball } from './american-football/index.ts'
import { australianRules } from './australian-rules/index.ts'
import { badminton } from './badminton/index.ts'
import { baseball } from './baseball/index.ts'
import { basketball } from './basketball/index.ts'
import { registryOf, type Sports } from './contract/registry.ts'
import type { Sport } from './contract/sport.ts'
import { cricket } from './cricket/index.ts'
import { darts } from './darts/index.ts'
import { esports } from './esports/index.ts'
import { fieldHockey } from './field-hockey/index.ts'
import { football } from './football/index.ts'
import { futsal } from './futsal/index.ts'
import { generic } from './generic/index.ts'
import { handball } from './handball/index.ts'
import { iceHockey } from './ice-hockey/index.ts'
import { padel } from './padel/index.ts'
import { pickleball } from './pickleball/index.ts'
import { rugbyLeague } from './rugby-league/index.ts'
import { rugbyUnion } from './rugby-union/index.ts'
import { snooker } from './snooker/index.ts'
import { softball } from './softball/index.ts'
import { squash } from './squash/index.ts'
import { tableTennis } from './table-tennis/index.ts'
import { tennis } from './tennis/index.ts'
import { volleyball } from './volleyball/index.ts'

/** Every sport that Touchline knows. A new one is its import and its name here. */
export const sports: Sports = registryOf([
  americanFootball,
  australianRules,
  baseball,
  basketball,
  fieldHockey,
  futsal,
  handball,
  iceHockey,
  rugbyLeague,
  rugbyUnion,
  softball,
  badminton,
  cricket,
  darts,
  esports,
  football,
  padel,
  pickleball,
  snooker,
  squash,
  tableTennis,
  tennis,
  volleyball,
  generic,
])

export function sportNamed(name: string): Sport | undefined {
  return sports.get(name)
}
