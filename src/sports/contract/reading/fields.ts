import { z } from 'zod'
import { RESULT_METHODS } from '../../../match/state.ts'

const LAST_INSTANT = 8.64e15
const INSTANT_WORDS = 'must be milliseconds since 1970, or ISO 8601 with its time zone, such as 2026-11-28T15:00:00Z'
const milliseconds = z.int(INSTANT_WORDS).min(0, INSTANT_WORDS).max(LAST_INSTANT, INSTANT_WORDS)
const DAY = z.regexes.date.source.slice(0, -1)
/** Seconds may be left out, and of the offset the colon or the minutes: `15:00Z`, `+0530`, `+05`. */
const ISO_TIME = new RegExp(
  `${DAY}T(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?:Z|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)$`,
)
const isoTime = z.string().regex(ISO_TIME, INSTANT_WORDS).meta({ format: 'date-time' })

function millisecondsOf(iso: string): number {
  // `Date.parse` knows no offset but one with colon and minutes.
  return Date.parse(iso.replace(/([+-]\d\d)(?::?(\d\d))?$/, (_, hours, minutes = '00') => `${hours}:${minutes}`))
}

/** A time as feeds send it; kept as milliseconds, so that both ways to write it are the same content. */
export const instant = z.union([milliseconds, isoTime.transform(millisecondsOf).pipe(milliseconds)], INSTANT_WORDS)

export const side = z.enum(['home', 'away'])

/** The period's number from 1 (overtimes count on), or the sport's name for it. */
export const period = z.union([z.int().min(0).max(1000), z.string().min(1).max(64)])

/** What has nothing to be seen is no name: spaces and controls, joiners and zero widths. */
export const VISIBLE = /[^\s\p{Cc}\p{Cf}]/u

/** A player as states and viewers have him. "José" composed and decomposed, or with a space behind it, are one name. */
// A state may keep players by name, and this name cannot be a key in a merge patch.
export const playerName = z
  .string()
  .normalize('NFC')
  .trim()
  .regex(VISIBLE, 'must not be empty')
  .max(200)
  .refine((name) => name !== '__proto__', 'is not a name')
  .meta({ not: { const: '__proto__' } })

const ID_WORDS = 'must be 1 to 64 characters, or a whole number'

/** What the feed knows a player by, in the whole match. Kept as text: 11 and "11" are one. */
export const playerId = z
  .union([z.string().min(1, ID_WORDS).max(64, ID_WORDS), z.int(ID_WORDS).transform(String)], ID_WORDS)
  .pipe(z.string().refine((id) => id !== '__proto__', 'is not an id'))

/** A player as feeds send him: a name, or `{id, name}`. `contract/players` puts the id into a field beside the name. */
export const player = z
  .union([playerName, z.strictObject({ id: playerId, name: playerName })])
  .transform((sent) => (typeof sent === 'string' ? sent : sent.name))
  .pipe(playerName)

export const reason = z.string().min(1).max(500).describe('why, in words')

/** A word of the feed's vocabulary, such as the kind of a break. */
export const word = z.string().min(1).max(64)

/** Points that one event brings. */
export const points = z.int().min(0).max(1_000_000)

export const score = z.object({ home: points, away: points })

export type PlainJson = string | number | boolean | readonly PlainJson[] | { readonly [key: string]: PlainJson }

/** Any JSON but `null`: what is not there is absent. */
export const plainJson: z.ZodType<PlainJson> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(plainJson), z.record(z.string(), plainJson)]),
)

export const result = z.object({
  winner: z.enum(['home', 'away', 'draw', 'none']).describe('`draw`: level; `none`: no result'),
  method: z.enum(RESULT_METHODS).describe('how it was decided'),
  margin: z.string().min(1).max(200).exactOptional().describe('`5 wickets`'),
  text: z
    .string()
    .min(1)
    .max(200)
    .exactOptional()
    .describe('the result in words: `Rovers won on penalties, 3–3 (4–2 pens)`'),
})
