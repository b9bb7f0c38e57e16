import type { Team } from '../../../match/state.ts'

/** A ground, and a colour for letters on it that can be read. */
export interface TeamColour {
  readonly ground: string
  readonly ink: string
}

/** Two hues closer than this look alike. */
const NEAR_DEGREES = 45
const APART_DEGREES = 150

const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i

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

/** The colours of the sides: the fixture's, else made of their names. */
export function matchColours(home: Team, away: Team): { home: TeamColour; away: TeamColour } {
  const hues = matchHues(home, away)
  return { home: colourOf(home, hues.home), away: colourOf(away, hues.away) }
}

function colourOf({ colour }: Team, hue: number): TeamColour {
  // Lightness is fixed so that white letters can be read on every hue: on yellow and green 4.5 : 1 needs a dark one.
  if (colour === undefined || !HEX.test(colour)) return { ground: hslToHex(hue, 0.52, 0.33), ink: '#ffffff' }
  return { ground: colour, ink: luminance(colour) > 0.179 ? '#000000' : '#ffffff' }
}

/** Up to three letters for a team: its code, else its initials, else the beginning of its name. */
export function monogram({ code, name }: Team): string {
  if (code) return [...code].slice(0, 3).join('').toUpperCase()
  const words = name.split(/[\s.-]+/).filter((word) => /^\p{L}/u.test(word))
  const initials = words.map((word) => [...word][0]).join('')
  return (initials.length > 1 ? initials.slice(0, 3) : [...name].slice(0, 3).join('')).toUpperCase()
}

/** Between two colours, 1 to 21, as WCAG 2.2 has it. Both are `#rrggbb`. */
export function contrast(left: string, right: string): number {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** @param share of the second colour, 0 to 1 */
export function mix(first: string, second: string, share: number): string {
  const part = (at: number) => {
    const [from, to] = [first, second].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number]
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(1)}${part(3)}${part(5)}`
}

/** As WCAG 2.2 has it. Above 0.179 black letters have more contrast than white ones. */
function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1)
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function hslToHex(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const part = (offset: number) => {
    const k = (offset + hue / 30) % 12
    const share = lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return Math.round(share * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(0)}${part(8)}${part(4)}`
}
