import { isPlainObject } from './reading/clean-json.ts'
import type { Sport } from './sport.ts'

/** A fixture's `format` before the sport's schema has seen it, or what is wrong with it. */
type Resolved = { readonly format: object } | { readonly fault: string }

/**
 * Reads the three ways to write a format: the options, the name of a preset, or `{"preset": name, …}` with options
 * that differ from it. Left out, it is the sport's default.
 */
export function resolvePreset(sport: Pick<Sport, 'name' | 'presets'>, input: unknown): Resolved {
  if (input === undefined || input === null) return { format: {} }
  if (typeof input === 'string') return presetNamed(sport, input)
  if (!isPlainObject(input)) return { fault: 'must be an object or the name of a preset' }
  const { preset, ...options } = input
  if (preset === undefined) return { format: options }
  const base = presetNamed(sport, preset)
  return 'fault' in base ? base : { format: { ...base.format, ...options } }
}

/** The preset of that name, or else the one that differs from it in capitals alone: people write `T20`. */
function presetNamed({ name, presets }: Pick<Sport, 'name' | 'presets'>, preset: unknown): Resolved {
  if (typeof preset === 'string') {
    const sameName = (known: string) => known.toLowerCase() === preset.toLowerCase()
    const found = Object.hasOwn(presets, preset) ? preset : Object.keys(presets).find(sameName)
    if (found !== undefined) return { format: presets[found] as object }
  }
  const known = Object.keys(presets).join(', ') || 'none'
  return { fault: `${name} has no preset ${JSON.stringify(preset)}; known: ${known}` }
}
