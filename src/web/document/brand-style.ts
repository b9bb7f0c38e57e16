import { createHash } from 'node:crypto'
import { contrast, mix } from '../view/shared/team-colour.ts'

/** Light and dark: the ground on which the brand's colour is hardest to read, and which way it is moved to be read there. */
const SCHEMES = [
  { ground: '#f2f4f1', towards: '#000000', surface: '#ffffff' },
  { ground: '#1a2127', towards: '#ffffff', surface: '#14191e' },
] as const
/** WCAG 2.2, 1.4.3. */
const READABLE = 4.5
const STEP = 0.04

/** The brand's colour as a style sheet: as it is where it can be read, else as much darker or lighter as that takes. */
export function brandStyle(colour: string): string {
  const [light = '', dark = ''] = SCHEMES.map(({ ground, towards, surface }) => {
    let accent = colour
    for (let share = STEP; contrast(accent, ground) < READABLE && share <= 1; share += STEP)
      accent = mix(colour, towards, share)
    return `--accent:${accent};--accent-surface:${mix(accent, surface, 0.8)}`
  })
  return [
    `:root{${light}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme="light"]){${dark}}}`,
    `:root[data-theme="dark"]{${dark}}`,
  ].join('')
}

/** Lets this one inline style pass the content security policy. */
export function styleSource(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`
}
