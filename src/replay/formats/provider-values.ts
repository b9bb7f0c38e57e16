import { z } from 'zod'

/**
 * The values of providers' JSON, as they come: what is not known is missing, null, empty or -1, and many a number is written as a text.
 * Each of these is optional; `required` makes one that a match cannot be told without.
 */

/** Parses JSON in which null is the same as a field or an entry that is left out. */
export function jsonOf(text: string): unknown {
  return JSON.parse(text, withoutNulls)
}

function withoutNulls(_: string, value: unknown): unknown {
  // What was null in it has become a hole by now, and a filter passes over holes.
  return Array.isArray(value) ? value.filter(() => true) : (value ?? undefined)
}

const optional = <T extends z.ZodType>(read: (value: unknown) => unknown, known: T) =>
  z.preprocess((value) => read(value) ?? undefined, known.optional()).optional()

const required = <T extends z.ZodType>(read: (value: unknown) => unknown, known: T) => z.preprocess(read, known)

/** A name, a status; an empty one is none. An id that is a number is text as well. */
export const text = optional(asText, z.string())
export const requiredText = required(asText, z.string())
/** Any number: `7`, `"7"`. */
export const number = optional(asNumber, z.number())
export const requiredNumber = required(asNumber, z.number())
export const requiredCount = required(asNumber, z.number().int().min(0))
/** A whole number from 0 on; below it stands for one that nobody knows. */
export const count = optional(asCount, z.number().int().min(0))
/** Whole, and below 0 as well. */
export const wholeNumber = optional(asNumber, z.number().int())
/** The number of a period. */
export const periodNumber = required(asNumber, z.number().int().min(1))
export const flag = optional(asFlag, z.boolean())

/** The entries of a list; none if the list is missing. */
export const listOf = <T extends z.ZodType>(entry: T) => z.array(entry).default([])

function asText(value: unknown): unknown {
  if (value === '') return undefined
  return typeof value === 'number' ? String(value) : value
}

function asNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const trimmed = value.trim()
  if (trimmed === '') return undefined
  return /^[+-]?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : value
}

function asCount(value: unknown): unknown {
  const known = asNumber(value)
  return typeof known === 'number' && known < 0 ? undefined : known
}

const FLAGS: ReadonlyMap<unknown, boolean | undefined> = new Map<unknown, boolean | undefined>([
  ['', undefined],
  [0, false],
  ['0', false],
  ['false', false],
  [1, true],
  ['1', true],
  ['true', true],
])

function asFlag(value: unknown): unknown {
  return FLAGS.has(value) ? FLAGS.get(value) : value
}
