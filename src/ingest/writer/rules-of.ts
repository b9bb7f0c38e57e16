import type { Sport } from '../../sports/contract/sport.ts'
import { sportNamed } from '../../sports/registry.ts'

/** The rules of a match's sport. */
export function rulesOf(name: string): Sport {
  const sport = sportNamed(name)
  // Fixtures are parsed with the registry, so only a database written by a newer version has a sport that this one lacks.
  if (sport === undefined) throw new Error(`this version knows no sport "${name}"`)
  return sport
}
