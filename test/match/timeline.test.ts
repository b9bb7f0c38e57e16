import { describe, expect, it } from 'vitest'
import { decide, effectiveOf, type KeptEvent } from '../../src/match/change.ts'
import type { MatchEvent } from '../../src/match/event.ts'
import { diffTimeline } from '../../src/match/timeline.ts'

const first: MatchEvent = { id: 'g1', type: 'goal', team: 'home' }
const second: MatchEvent = { id: 'g2', type: 'goal', team: 'away' }

/** A feed that only re-sends its whole list. */
function feed() {
  const kept = new Map<string, KeptEvent>()
  return {
    send(...list: MatchEvent[]): string[] {
      return diffTimeline(kept.values(), list).map((change) => {
        const id = 'event' in change ? change.event.id : change.id
        const decision = decide(kept.get(id), change, { feed: 'f', source: 'f', at: 1, arrival: kept.size + 1 })
        if ('kept' in decision) kept.set(id, decision.kept)
        return `${change.op} ${id}`
      })
    },
    standing: () => [...kept.values()].map(effectiveOf).flatMap((each) => (each ? [each.event.id] : [])),
  }
}

describe('a list that is sent again', () => {
  it('makes no change, a hundred times', () => {
    const { send } = feed()
    send(first, second)
    for (let time = 0; time < 100; time += 1) expect(send(first, second)).toEqual([])
  })

  it('deletes the goal that is missing, and restores it when it is back', () => {
    const { send, standing } = feed()
    send(first, second)
    expect(send(second)).toEqual(['delete g1'])
    expect(standing()).toEqual(['g2'])
    expect(send(first, second)).toEqual(['restore g1'])
    expect(standing()).toEqual(['g1', 'g2'])
  })

  it('deletes the newest first, which leaves the least to be folded again', () => {
    const { send } = feed()
    send(first, second)
    expect(send()).toEqual(['delete g2', 'delete g1'])
  })

  it('edits what differs and adds what is new, deletes first', () => {
    const { send } = feed()
    send(first)
    expect(send({ ...second, player: 'Nine' })).toEqual(['delete g1', 'add g2'])
    expect(send({ ...second, player: 'Ten' })).toEqual(['edit g2'])
  })

  it('brings an event back with what it says now', () => {
    const { send, standing } = feed()
    send(first)
    send()
    expect(send({ ...first, player: 'Nine' })).toEqual(['restore g1', 'edit g1'])
    expect(standing()).toEqual(['g1'])
  })
})
