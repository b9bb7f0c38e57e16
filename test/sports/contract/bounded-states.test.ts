import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import { foldOne, type Reduced } from '../../../src/match/fold.ts'
import { diff } from '../../../src/match/merge-patch.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import { sports } from '../../../src/sports/registry.ts'
import { schemasOf } from '../../support/schemas/schemas-of.ts'
import { fixtureOf } from '../../support/sports/match-builder.ts'

/** What one update may bring at most, however often a feed has repeated itself under new ids. */
const MAX_PATCH_BYTES = 16 * 1024
const MAX_STATE_BYTES = 256 * 1024
const REPEATS: Readonly<Record<string, number>> = { goal: 1_000, card: 2_000, substitution: 5_000 }
const OTHERS = 500

const NAMED = ['player', 'assist', 'off', 'on', 'striker', 'bowler', 'batter', 'playerOut']

/** Names and reviews as a feed that makes them up: another one in each event. */
function freshly(example: MatchEvent, n: number): MatchEvent {
  const fresh: Record<string, unknown> = { ...example, id: `retry-${n}` }
  for (const field of NAMED) {
    if (typeof example[field] === 'string' || field === 'player') fresh[field] = `Player number ${n}`
  }
  if (typeof example['kind'] === 'string' && example.type === 'period_start') fresh['period'] = `Part ${n}`
  return fresh as MatchEvent
}

describe.each([...sports.values()].map((sport) => ({ sport, name: sport.name })))(
  '[S3] a feed of $name that sends each event again under a new id',
  ({ sport }) => {
    let begun: Reduced | undefined
    /** The same for all tests, as nothing changes it. */
    const started = (): Reduced => {
      const start = { id: 's', type: 'match_start' }
      begun ??= foldOne(sport, sport.start(fixtureOf(sport)), { event: parseEvent(sport, start), at: 1, arrival: 0 })
      return begun
    }
    const types = Object.entries(schemasOf(sport).events).map(([type, { examples = [] }]) => {
      return { type, example: examples[0] as MatchEvent }
    })

    it.each(types)('$type: updates, state and memory stay small', ({ type, example }) => {
      for (const status of ['confirmed', 'pending'] as const) {
        if (type === 'status_set' && status === 'pending') continue
        let reduced = started()
        let most = 0
        const times = status === 'pending' ? OTHERS : (REPEATS[type] ?? OTHERS)
        // Read once, as all are read alike: reading is slower than folding.
        const read = parseEvent(sport, { ...freshly(example, 0), ...(status === 'pending' && { status }) })
        for (let n = 0; n < times; n += 1) {
          const next = foldOne(sport, reduced, { event: freshly(read, n), at: 2 + n, arrival: 1 + n })
          if (n % 50 === 49) most = Math.max(most, bytesOf(diff(reduced.state, sport.finish(next).state) ?? {}))
          reduced = next
        }
        expect(most, `${status}: bytes of a patch`).toBeLessThanOrEqual(MAX_PATCH_BYTES)
        expect(bytesOf(reduced.state), `${status}: bytes of the state`).toBeLessThanOrEqual(MAX_STATE_BYTES)
        expect(bytesOf(reduced.memory), `${status}: bytes of the memory`).toBeLessThanOrEqual(MAX_STATE_BYTES)
      }
    })
  },
)

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
