import { describe, expect, it } from 'vitest'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import { RoomLog } from '../../../src/gateway/rooms/room-log.ts'
import { conflatedFrames } from '../../../src/gateway/rooms/snapshot-frames.ts'
import type { SnapshotMessage } from '../../../src/protocol/messages.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { football } from '../../../src/sports/football/index.ts'
import { sports } from '../../../src/sports/registry.ts'
import { examplesOf, type SentEvent } from '../../support/sports/sport-examples.ts'
import { FoldedMatch } from './folded-match.ts'

const home = { team: 'home' }

/** A match, and what is told of it to one who saw none of it. */
function follow(sport: Sport) {
  let log: RoomLog | undefined
  const match = new FoldedMatch({ sport, publish: ({ wire }) => log?.append(wire) })
  const followed = new RoomLog('m1', match.snapshot)
  log = followed
  const missed = () =>
    (JSON.parse(payloadOf(conflatedFrames(followed, 0).frame).toString()) as SnapshotMessage).missed ?? []
  return { match, missed }
}

/** Sends events with the ids 1, 2, … @returns the ids in `missed` */
async function missedOf(sport: Sport, events: readonly SentEvent[]): Promise<string[]> {
  const { match, missed } = follow(sport)
  for (const [index, event] of events.entries()) await match.send({ id: `${index + 1}`, ...event })
  return missed().map(({ id }) => id)
}

describe('[W4] a viewer who was too slow is told', () => {
  it.each([...sports.values()])('what mattered in $name, and nothing else', async (sport) => {
    const { keyEvents: table } = await examplesOf(sport)
    const missed = new Set(
      await missedOf(
        sport,
        table.map(([, event]) => event),
      ),
    )
    expect(table.map(([, event], index) => [missed.has(`${index + 1}`) ? 'told' : 'not told', event])).toEqual(table)
  })

  it('of a set, a match and an innings that an ordinary event began or ended', async () => {
    const games = { home: 5, away: 0 }
    const points = { home: '40', away: '0' }
    const tennis = sports.get('tennis') as Sport
    const last = { type: 'score_set', sets: [{ home: 6, away: 0 }], games, points }
    expect(await missedOf(tennis, [{ type: 'point', ...home }, last, { type: 'point', ...home }])).toEqual([
      '1',
      '2',
      '3',
    ])
    const cricket = sports.get('cricket') as Sport
    expect(
      await missedOf(cricket, [
        { type: 'delivery', runs: 1 },
        { type: 'delivery', runs: 1 },
      ]),
    ).toEqual(['1'])
  })

  it('of the newest 20, no more', async () => {
    const goals = Array.from({ length: 25 }, () => ({ type: 'goal', ...home }))
    expect(await missedOf(football, goals)).toEqual(Array.from({ length: 20 }, (_, index) => `${index + 6}`))
  })

  it.each(['source', 'fixture'])('[H7] of nothing that was before an update of kind %s', async (kind) => {
    const log = new RoomLog('m1', new FoldedMatch({ sport: football, publish() {} }).snapshot)
    const goal = (seq: number) => ({
      op: 'update',
      seq,
      kind: 'add',
      event: { id: `g${seq}`, type: 'goal' },
      patch: {},
    })
    log.append(JSON.stringify(goal(1)))
    log.append(JSON.stringify({ op: 'update', seq: 2, kind, patch: { score: { home: 2 } } }))
    log.append(JSON.stringify(goal(3)))
    const { missed } = JSON.parse(payloadOf(conflatedFrames(log, 0).frame).toString()) as SnapshotMessage
    expect(missed?.map(({ id }) => id)).toEqual(['g3'])
  })

  it('of an event as it was edited since', async () => {
    const { match, missed } = follow(sports.get('cricket') as Sport)
    await match.send({ id: 'i', type: 'innings_start', batting: 'home' })
    await match.send({ id: 'd', type: 'delivery', wickets: [{ kind: 'lbw' }] })
    await match.edit({ id: 'd', type: 'delivery', extras: { legByes: 1 } })

    expect(missed().map(({ id }) => id)).toEqual(['i', 'd'])
    expect(missed()[1]).not.toHaveProperty('wickets')
  })
})
