import { z } from 'zod'
import type { MatchState } from '../../match/state.ts'

/** A length in overs or balls; far beyond any match, so that a typing error is refused. */
const length = z.int().min(1).max(10_000)

const options = z.strictObject({
  type: z
    .enum(['T20', 'ODI', 'Test', 'T10', 'Hundred', 'FC', 'custom'])
    .describe('options left out are those of the preset of this type; of `custom`, a single innings without limits'),
  inningsPerSide: z.literal([1, 2]).describe('innings that each side bats'),
  ballsPerOver: z.int().min(1).max(12).describe('legal balls'),
  oversLimit: length
    .exactOptional()
    .describe('overs of an innings; absent when only the batting side or the clock ends it'),
  ballsLimit: length.exactOptional().describe('balls of an innings, where the competition counts in balls'),
  wickets: z.int().min(1).max(20).describe('that end an innings'),
  superOver: z.enum(['none', 'once', 'repeat']).describe('what decides a tie; `repeat`: until one does'),
  days: z.int().min(1).max(30).exactOptional().describe('days of play'),
  noBallRuns: z
    .int()
    .min(1)
    .max(5)
    .describe(
      'what a no-ball is worth, without the runs made from it; the delivery says so itself, others are surprising',
    ),
  freeHit: z.boolean().describe('a no-ball is followed by a free hit'),
  ballsPerEnd: z.int().min(1).max(60).describe('after which the bowling changes ends, and the strike with it'),
  powerplays: z.array(length).max(5).describe('the over after which each ends: `[10, 40, 50]`'),
  reviews: z
    .int()
    .min(0)
    .max(10)
    .describe('unsuccessful player reviews of a side in an innings; 0 where there is no DRS'),
  countIn: z.enum(['overs', 'balls']).describe('how the progress of an innings is shown: `49.1`, or `95` balls'),
})

export type CricketFormat = z.output<typeof options>

const base = {
  type: 'custom',
  inningsPerSide: 1,
  ballsPerOver: 6,
  wickets: 10,
  superOver: 'none',
  noBallRuns: 1,
  freeHit: false,
  ballsPerEnd: 6,
  powerplays: [],
  reviews: 0,
  countIn: 'overs',
} as const satisfies CricketFormat

/**
 * The formats that have a name.
 *
 * Free hits, powerplays, and super overs repeated until decided (since October 2019) are those of the ICC's playing
 * conditions for ODIs and T20Is. Its Decision Review System gives a side three reviews an innings in Tests and two in
 * ODIs and T20Is. The Hundred is by the ECB's conditions: sets of five balls, ends change every ten, a no-ball costs two,
 * a powerplay of 25 balls, a tie in the knock-out is decided over five balls.
 */
export const cricketPresets = {
  t20: {
    ...base,
    type: 'T20',
    oversLimit: 20,
    superOver: 'repeat',
    freeHit: true,
    powerplays: [6],
    reviews: 2,
  },
  odi: {
    ...base,
    type: 'ODI',
    oversLimit: 50,
    superOver: 'repeat',
    freeHit: true,
    powerplays: [10, 40, 50],
    reviews: 2,
  },
  test: { ...base, type: 'Test', inningsPerSide: 2, days: 5, reviews: 3 },
  t10: { ...base, type: 'T10', oversLimit: 10, superOver: 'repeat', freeHit: true, powerplays: [3] },
  hundred: {
    ...base,
    type: 'Hundred',
    ballsPerOver: 5,
    ballsLimit: 100,
    superOver: 'repeat',
    noBallRuns: 2,
    freeHit: true,
    ballsPerEnd: 10,
    powerplays: [5],
    reviews: 2,
    countIn: 'balls',
  },
  'first-class': { ...base, type: 'FC', inningsPerSide: 2, days: 4 },
} as const satisfies Readonly<Record<string, CricketFormat>>

const PRESET_OF_TYPE: Readonly<Record<string, CricketFormat>> = Object.fromEntries(
  Object.values(cricketPresets).map((preset) => [preset.type, preset]),
)

/**
 * Options left out are those of the format's `type`; with no type, of a single innings without limits. `null` takes an
 * option away: `{"preset": "odi", "oversLimit": null}`.
 */
export const cricketFormat = z.preprocess((input) => {
  if (typeof input !== 'object' || input === null) return input
  const type = 'type' in input && typeof input.type === 'string' ? input.type : 'custom'
  const given = { ...(Object.hasOwn(PRESET_OF_TYPE, type) ? PRESET_OF_TYPE[type] : base), ...input }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
}, options)

/** The format of a match; `parseFixture` made it complete. */
export function formatOf(state: MatchState): CricketFormat {
  return state.format as CricketFormat
}
