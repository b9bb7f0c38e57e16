import { describe, expect, it } from 'vitest'
import type { EffectiveEvent, MatchEvent } from '../../../../src/match/event.ts'
import { foldAll, foldOne } from '../../../../src/match/fold.ts'
import { diff } from '../../../../src/match/merge-patch.ts'
import type { Fixture, MatchState, Side } from '../../../../src/match/state.ts'
import { cricsheet } from '../../../../src/replay/formats/cricsheet/cricsheet.ts'
import { parseEvent } from '../../../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../../../src/sports/contract/reading/parse-fixture.ts'
import type { CricketDetail } from '../../../../src/sports/cricket/detail.ts'
import { cricket } from '../../../../src/sports/cricket/index.ts'
import { forSeeds } from '../../../support/seeded-random.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'
import { expectRecordings } from '../../../support/sports/recorded-data.ts'
import { inventedMatches, type RecordedOutcome, realMatches, recordedMatches } from './recorded-cricket.ts'

it('are all there: two invented matches, and nine real ones or a word that they are missing', () => {
  expect(inventedMatches()).toHaveLength(2)
  expectRecordings('cricket', realMatches().length)
})

describe.each(recordedMatches())('the recorded match $name', ({ path, text, expected }) => {
  let reading: Promise<{ fixture: Fixture; events: readonly MatchEvent[] }> | undefined
  const read = () => {
    reading ??= readMatch(path, text)
    return reading
  }

  it('ends in its innings, targets and result', async () => {
    const { fixture, events } = await read()
    expectOfficial(foldOf(fixture, events), expected)
  })

  it('ends so without being told the result, where that follows from the balls', async () => {
    const { fixture, events } = await read()
    const state = foldOf(
      fixture,
      events.filter(({ type }) => type !== 'result_set'),
    )
    if (expected.outcome.eliminator) return expect(state.result?.text).toMatch(/^Match tied/)
    return expect(state.result).toMatchObject(resultOf(expected))
  })

  it('ends so in every arrival order', async () => {
    const { fixture, events } = await read()
    await forSeeds(2, (random) => expectOfficial(foldOf(fixture, random.shuffle(events)), expected))
  })

  it('has nothing surprising in it', async () => {
    const { fixture, events } = await read()
    const match = new MatchBuilder(cricket, fixture.format)
    expect(events.flatMap((event) => match.send(event.type, event).warnings)).toEqual([])
  })

  it('ends so after a tenth of its deliveries were sent wrong and then put right', async () => {
    const { fixture, events } = await read()
    await forSeeds(2, (random) => {
      const match = new MatchBuilder(cricket, fixture.format)
      const wrong = new Set(events.filter(({ type }) => type === 'delivery' && random.chance(0.1)))
      for (const event of events) {
        const runs = random.int(7)
        const isWrong = wrong.has(event)
        match.send(event.type, isWrong ? { ...event, bat: runs, wides: random.int(2), wickets: [] } : event)
        if (isWrong && random.chance(0.5)) putRight(match, event)
      }
      for (const event of random.shuffle([...wrong])) putRight(match, event)
      expectOfficial(match.state, expected)
    })
  })
})

it('changes little of the board with an ordinary delivery: half of the patches are at most 350 bytes, 99 % at most 850', async () => {
  const sizes: number[] = []
  for (const { path, text } of recordedMatches()) {
    const { fixture, steps } = await cricsheet.read({ path, text }, {})
    let board = cricket.start(parseFixture(fixture.match, fixture, new Map([['cricket', cricket]])))
    for (const [arrival, { change }] of steps.entries()) {
      if (!('event' in change)) continue
      const at = 1_700_000_000_000 + arrival
      const folded = foldOne(cricket, board, { event: parseEvent(cricket, change.event), at, arrival })
      const next = { ...folded, state: { ...folded.state, updatedAt: at } }
      sizes.push(Buffer.byteLength(JSON.stringify(diff(board.state, next.state))))
      board = next
    }
  }
  sizes.sort((a, b) => a - b)
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(350)
  expect(sizes[Math.floor(sizes.length * 0.99)]).toBeLessThanOrEqual(850)
})

async function readMatch(path: string, text: string): Promise<{ fixture: Fixture; events: readonly MatchEvent[] }> {
  const { fixture, steps } = await cricsheet.read({ path, text }, {})
  const events = steps.flatMap(({ change }) => ('event' in change ? [parseEvent(cricket, change.event)] : []))
  return { fixture: parseFixture(fixture.match, fixture, new Map([['cricket', cricket]])), events }
}

/** Edits are merged by the builder: what was wrong has to be said. */
function putRight(match: MatchBuilder, event: MatchEvent): void {
  match.edit(event.id, { bat: 0, wides: 0, wickets: [], ...event })
}

function foldOf(fixture: Fixture, events: readonly MatchEvent[]): MatchState {
  const effective: EffectiveEvent[] = events.map((event, index) => ({ event, at: 1_000_000, arrival: index + 1 }))
  return foldAll(cricket, fixture, effective).reduced.state
}

function expectOfficial(state: MatchState, expected: RecordedOutcome): void {
  const { innings } = state.detail as CricketDetail
  const side = (team: string): Side => (team === expected.teams[0] ? 'home' : 'away')
  const played = Object.values(innings).sort((a, b) => a.n - b.n)
  expect(
    played.map(({ side, runs, wickets, overs, balls, extras }) => ({ side, runs, wickets, overs, balls, extras })),
  ).toEqual(
    expected.innings.map(({ team, runs, wickets, overs, legalBalls, extras }) => ({
      side: side(team),
      runs,
      wickets,
      overs,
      balls: legalBalls,
      extras: {
        wides: extras['wides'] ?? 0,
        noBalls: extras['noballs'] ?? 0,
        byes: extras['byes'] ?? 0,
        legByes: extras['legbyes'] ?? 0,
        penalty: extras['penalty'] ?? 0,
      },
    })),
  )
  for (const [index, { target }] of expected.innings.entries()) {
    if (target) expect(played[index]).toMatchObject({ target: target.runs, oversLimit: target.overs })
  }
  const total = (of: Side) =>
    played.reduce((sum, { side, runs, superOver }) => sum + (side === of && !superOver ? runs : 0), 0)
  expect(state.score).toEqual({ home: total('home'), away: total('away') })
  expect(state).toMatchObject({ status: 'final', phase: 'ended', result: resultOf(expected) })
}

function resultOf({ teams, outcome }: RecordedOutcome): object {
  const { winner, eliminator, by, method, result } = outcome
  const decided = winner ?? eliminator
  if (decided === undefined) return { winner: result === 'no result' ? 'none' : 'draw' }
  const side = decided === teams[0] ? 'home' : 'away'
  if (by?.innings) return { winner: side, margin: `an innings and ${by.runs} runs` }
  if (by?.runs)
    return { winner: side, margin: `${by.runs} run${by.runs === 1 ? '' : 's'}`, ...(method && { method: 'dls' }) }
  return by?.wickets ? { winner: side, margin: `${by.wickets} wicket${by.wickets === 1 ? '' : 's'}` } : { winner: side }
}
