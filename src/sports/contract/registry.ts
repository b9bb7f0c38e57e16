import type { Sport } from './sport.ts'

/** Sports by their wire names. */
export type Sports = ReadonlyMap<string, Sport>

/** @throws {Error} if two sports have one name */
export function registryOf(sports: readonly Sport[]): Sports {
  const registry = new Map(sports.map((sport) => [sport.name, sport]))
  if (registry.size < sports.length) throw new Error('two sports of one name')
  return registry
}
