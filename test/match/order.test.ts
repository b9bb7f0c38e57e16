import { describe, expect, it } from 'vitest'
import type { EffectiveEvent, MatchEvent } from '../../src/match/event.ts'
import { arrange, EMPTY_TAIL, extendTail, isLast, keyOf, type Place, tailOf } from '../../src/match/order.ts'
import { forSeeds } from '../support/seeded-random.ts'

/** Reads `p` and `c` as period and clock. */
function readPlace({ p, c }: MatchEvent): Place | undefined {
  return typeof p === 'number' && typeof c === 'number' ? { period: p, clockMs: c } : undefined
}

function arriving(...events: object[]): EffectiveEvent[] {
  return events.map((fields, index) => ({
    event: { id: String(index), type: 'x', ...fields },
    at: 0,
    arrival: index,
  }))
}

const arranged = (...events: object[]) => arrange(arriving(...events), readPlace).map(({ event }) => event.id)

describe('the order in which events count', () => {
  it('is the order of arrival when they say nothing', () => {
    expect(arranged({}, {}, {})).toEqual(['0', '1', '2'])
  })

  it('is by period and clock when they say it', () => {
    expect(arranged({ p: 2, c: 46 }, { p: 1, c: 48 }, { p: 1, c: 3 })).toEqual(['2', '1', '0'])
  })

  it('is by the order of the feed when it gives one, whatever the clocks say', () => {
    expect(arranged({ order: 2, p: 1, c: 1 }, { order: 1, p: 2, c: 9 }, { order: -1.5 })).toEqual(['2', '1', '0'])
  })

  it('puts an event that says nothing after the furthest that had arrived by then', () => {
    expect(arranged({ p: 1, c: 5 }, {}, { p: 1, c: 7 }, { p: 1, c: 4 }, {})).toEqual(['3', '0', '1', '2', '4'])
  })

  it('puts an event without order, in a match whose feed orders, where it arrived', () => {
    expect(arranged({ order: 5 }, {}, { order: 9 }, { order: 7 })).toEqual(['0', '1', '3', '2'])
  })

  it('puts what came before the first order before it', () => {
    expect(arranged({ p: 1, c: 5 }, { order: 3 }, { order: -10 })).toEqual(['0', '2', '1'])
  })

  it('breaks ties by arrival', () => {
    expect(arranged({ p: 1, c: 5 }, { p: 1, c: 5 }, { order: 1 }, { order: 1 })).toEqual(['0', '1', '2', '3'])
  })

  it('is the same one by one as all at once: an event is last exactly if it sorts last', () =>
    forSeeds(200, (random) => {
      const fields = () => ({
        ...(random.chance(0.3) && { order: random.int(6) }),
        ...(random.chance(0.6) && { p: 1 + random.int(2), c: random.int(5) }),
      })
      const events = arriving(...Array.from({ length: 12 }, fields))
      let tail = EMPTY_TAIL
      for (const [index, effective] of events.entries()) {
        const key = keyOf(effective, tail, readPlace)
        const soFar = arrange(events.slice(0, index + 1), readPlace)
        expect(isLast(key, tail)).toBe(soFar.at(-1) === effective)
        tail = extendTail(tail, key)
        expect(tail).toEqual(tailOf(events.slice(0, index + 1), readPlace))
      }
    }))
})
