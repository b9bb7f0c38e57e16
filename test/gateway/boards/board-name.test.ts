import { beforeAll, expect, it } from 'vitest'
import { parseBoardName } from '../../../src/match/lists/board-name.ts'
import type { Fixture, Status } from '../../../src/match/state.ts'
import type { MatchStore } from '../../../src/store/match-store.ts'
import { fixtureOf, foldedOf } from '../../store/matches.ts'
import { openSqliteStore } from '../../store/open-sqlite-store.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startGateway } from '../start-gateway.ts'

const DAY_MS = 86_400_000
const startsAt = Date.UTC(2031, 4, 6)
const asked = { competition: 'cup', sport: 'tennis', startsAt }

/** By start time. Each but two differs from what is asked for in one thing. */
const matches: [string, Partial<Fixture>, Status][] = [
  ['day-before', { startsAt: startsAt - 1 }, 'live'],
  ['other-competition', { competition: 'league' }, 'live'],
  ['other-sport', { sport: 'cricket' }, 'live'],
  ['other-status', {}, 'scheduled'],
  ['wanted', {}, 'live'],
  ['wanted-late', { startsAt: startsAt + DAY_MS - 1 }, 'live'],
  ['day-after', { startsAt: startsAt + DAY_MS }, 'live'],
]

const terms = [
  { term: 'competition:cup', excludes: ['other-competition'] },
  { term: 'sport:tennis', excludes: ['other-sport'] },
  { term: 'date:2031-05-06', excludes: ['day-before', 'day-after'] },
  { term: 'status:live', excludes: ['other-status'] },
]

/** Every choice of terms, but none at all. */
const boards = Array.from({ length: 2 ** terms.length - 1 }, (_, index) => {
  const chosen = terms.filter((_term, bit) => (index + 1) & (1 << bit))
  const excluded = new Set(chosen.flatMap(({ excludes }) => excludes))
  return {
    board: chosen.map(({ term }) => term).join(';'),
    expected: matches.map(([match]) => match).filter((match) => !excluded.has(match)),
  }
})

let store: MatchStore
beforeAll(async () => {
  const opened = openSqliteStore()
  store = opened.store
  for (const [match, changes, status] of matches) {
    const fixture = fixtureOf(match, { ...asked, ...changes })
    await store.create(fixture, foldedOf(fixture, { status }), 'epoch-1', 5_000)
  }
  return () => opened.database.close()
})

async function listBoard(board: string): Promise<readonly string[]> {
  const world = await startGateway({ store })
  const viewer = await connectClient(world.liveUrl)
  viewer.send({ op: 'subscribe', boards: [board] })
  const answer = await viewer.nextOf('subscribed')
  const [listed] = answer.boards ?? []
  if (listed === undefined || !('matches' in listed)) throw new Error(`no board: ${JSON.stringify(listed)}`)
  expect(answer.matches.map(({ match }) => match)).toEqual(listed.matches)
  return listed.matches
}

it.each(boards)('$board has the matches of which all of it holds, by start', async ({ board, expected }) => {
  expect(await listBoard(board)).toEqual(expected)
})

it('has the day of a reader whose clock is ahead of UTC, or behind it', async () => {
  expect(await listBoard('date:2031-05-06;offset:+1')).toEqual([
    'day-before',
    'other-competition',
    'other-sport',
    'other-status',
    'wanted',
  ])
  expect(await listBoard('offset:-1;date:2031-05-06')).toEqual(['wanted-late', 'day-after'])
  expect(await listBoard('date:2031-05-06;offset:0')).toEqual(await listBoard('date:2031-05-06'))
})

it.each([
  'offset:60',
  'date:2031-05-06;offset:841',
  'date:2031-05-06;offset:-721',
  'date:2031-05-06;offset:1h',
  'date:2031-05-06;offset:60;offset:60',
  'sport:tennis;page:0',
  'sport:tennis;page:51',
  'sport:tennis;page:1.5',
  'sport:tennis;page:2;page:2',
])('%s is the name of no board', (name) => {
  expect(parseBoardName(name)).toBeUndefined()
})

it('a board may have 50 pages', () => {
  expect(parseBoardName('sport:tennis;page:50')).toEqual({ sport: 'tennis', page: 50 })
})

it('takes several statuses', async () => {
  expect(await listBoard('status:live,scheduled')).toEqual(matches.map(([match]) => match))
  expect(await listBoard('status:final,scheduled')).toEqual(['other-status'])
  expect(await listBoard('status:final')).toEqual([])
})
