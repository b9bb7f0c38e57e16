import type { Team } from '../../../match/state.ts'

/** Two hues closer than this look alike. */
const NEAR_DEGREES = 45
const APART_DEGREES = 150

/** A hue for a team, 0–359, made from its code or name, so that the team has the same one on every page. */
export function teamHue({ code, name }: Team): number {
  let hash = 0x811c9dc5
  for (const char of code ?? name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash % 360
}

/** Hues for the two sides of a match. The away side changes its colours when they look like the home side's. */
export function matchHues(home: Team, away: Team): { home: number; away: number } {
  const [first, second] = [teamHue(home), teamHue(away)]
  const distance = Math.abs(((first - second + 540) % 360) - 180)
  return { home: first, away: distance < NEAR_DEGREES ? (first + APART_DEGREES) % 360 : second }
}

/** Up to three letters for a team: its code, else its initials, else the beginning of its name. */
export function monogram({ code, name }: Team): string {
  if (code) return code.slice(0, 3).toUpperCase()
  const words = name.split(/[\s.-]+/).filter((word) => /^\p{L}/u.test(word))
  const initials = words.map((word) => [...word][0]).join('')
  return (initials.length > 1 ? initials.slice(0, 3) : [...name].slice(0, 3).join('')).toUpperCase()
}
