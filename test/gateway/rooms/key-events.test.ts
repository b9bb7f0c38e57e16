import { describe, expect, it } from 'vitest'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import { RoomLog } from '../../../src/gateway/rooms/room-log.ts'
import { conflatedFrame } from '../../../src/gateway/rooms/snapshot-frames.ts'
import type { SnapshotMessage } from '../../../src/protocol/messages.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { football } from '../../../src/sports/football/index.ts'
import { sports } from '../../../src/sports/registry.ts'
import { FoldedMatch } from './folded-match.ts'

interface Sent {
  readonly type: string
  readonly [field: string]: unknown
}
/** An event, and whether a viewer who missed it is told of it. */
type Row = readonly ['told' | 'not told', Sent]

const home = { team: 'home' }
const away = { team: 'away' }

/** The set is won by the next point of `home`. */
const rallySet = (points: number): Row[] => [
  ['told', { type: 'match_start' }],
  ['not told', { type: 'point', ...home }],
  ['told', { type: 'card', ...home, card: 'yellow' }],
  ['told', { type: 'score_set', sets: [], points: { home: points - 1, away: 3 } }],
  ['not told', { type: 'point', ...away }],
  ['told', { type: 'point', ...home }],
  ['not told', { type: 'point', ...home }],
  ['not told', { type: 'timeout', ...away }],
  ['told', { type: 'period_start', period: 2 }],
  ['told', { type: 'period_end', period: 2 }],
  ['told', { type: 'retired', ...away }],
]

const rows: Readonly<Record<string, readonly Row[]>> = {
  football: [
    ['told', { type: 'period_start', period: 1 }],
    ['not told', { type: 'corner', ...home, clock: '10:00' }],
    ['told', { type: 'goal', ...home, clock: '10:30' }],
    ['not told', { type: 'shot', ...away, clock: '12:00' }],
    ['not told', { type: 'foul', ...away, clock: '13:00' }],
    ['told', { type: 'card', ...away, card: 'yellow', clock: '13:10' }],
    ['not told', { type: 'water_break_start', clock: '25:00' }],
    ['not told', { type: 'injury_time', minutes: 2 }],
    ['told', { type: 'break_start', kind: 'half_time' }],
    ['told', { type: 'period_start', period: 2 }],
    ['not told', { type: 'throw_in', ...home, clock: '46:00' }],
    ['told', { type: 'period_end', period: 2 }],
    ['not told', { type: 'note', text: 'The teams shake hands.' }],
    ['told', { type: 'match_final' }],
  ],
  cricket: [
    ['told', { type: 'toss', winner: 'home', decision: 'bat' }],
    ['told', { type: 'innings_start', batting: 'home' }],
    ['not told', { type: 'delivery', runs: 1 }],
    ['told', { type: 'delivery', runs: 4, boundary: 4 }],
    ['told', { type: 'delivery', wickets: [{ kind: 'bowled' }] }],
    ['not told', { type: 'break_start', kind: 'drinks' }],
    ['not told', { type: 'delivery', runs: 0 }],
    ['not told', { type: 'over_end' }],
    ['told', { type: 'innings_end' }],
    ['told', { type: 'break_start', kind: 'innings' }],
    ['told', { type: 'period_start', period: 2 }],
    ['not told', { type: 'delivery', runs: 2 }],
    ['told', { type: 'wicket', kind: 'timed_out' }],
    ['told', { type: 'period_end', period: 2 }],
  ],
  tennis: [
    ['told', { type: 'match_start', server: 'home' }],
    ['not told', { type: 'fault', ...home }],
    ['not told', { type: 'point', ...home }],
    ['told', { type: 'score_set', sets: [], games: { home: 5, away: 0 }, points: { home: '40', away: '0' } }],
    ['not told', { type: 'point', ...away }],
    ['told', { type: 'point', ...home }],
    ['not told', { type: 'point', ...home }],
    ['not told', { type: 'code_violation', ...away }],
    ['told', { type: 'game_penalty', ...home }],
    ['told', { type: 'period_start', period: 2 }],
    ['told', { type: 'score_set', sets: [{ home: 6, away: 0 }], games: { home: 5, away: 0 } }],
    ['not told', { type: 'point', ...home }],
    ['told', { type: 'period_end', period: 2 }],
    ['told', { type: 'walkover', ...away }],
  ],
  volleyball: rallySet(25),
  badminton: rallySet(21),
  'table-tennis': rallySet(11),
  generic: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'period_start', period: 1 }],
    ['not told', { type: 'clock', action: 'start' }],
    ['told', { type: 'score', ...home, points: 2 }],
    ['not told', { type: 'note', text: 'A long throw.' }],
    ['told', { type: 'break_start', kind: 'half_time' }],
    ['told', { type: 'period_end', period: 1 }],
  ],
}

/** A match, and what is told of it to one who saw none of it. */
function follow(sport: Sport) {
  let log: RoomLog | undefined
  const match = new FoldedMatch({ sport, publish: ({ wire }) => log?.append(wire) })
  const followed = new RoomLog('m1', match.snapshot)
  log = followed
  const missed = () => (JSON.parse(payloadOf(conflatedFrame(followed, 0)).toString()) as SnapshotMessage).missed ?? []
  return { match, missed }
}

/** Sends events with the ids 1, 2, … @returns the ids in `missed` */
async function missedOf(sport: Sport, events: readonly Sent[]): Promise<string[]> {
  const { match, missed } = follow(sport)
  for (const [index, event] of events.entries()) await match.send({ id: `${index + 1}`, ...event })
  return missed().map(({ id }) => id)
}

describe('[W4] a viewer who was too slow is told', () => {
  it.each([...sports.values()])('what mattered in $name, and nothing else', async (sport) => {
    const table = rows[sport.name]
    if (table === undefined) throw new Error(`${sport.name} has no row`)
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

  it('of an event as it was edited since', async () => {
    const { match, missed } = follow(sports.get('cricket') as Sport)
    await match.send({ id: 'i', type: 'innings_start', batting: 'home' })
    await match.send({ id: 'd', type: 'delivery', wickets: [{ kind: 'lbw' }] })
    await match.edit({ id: 'd', type: 'delivery', extras: { legByes: 1 } })

    expect(missed().map(({ id }) => id)).toEqual(['i', 'd'])
    expect(missed()[1]).not.toHaveProperty('wickets')
  })
})
