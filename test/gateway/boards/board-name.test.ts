import { beforeAll, expect, it } from 'vitest'
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

it('takes several statuses', async () => {
  expect(await listBoard('status:live,scheduled')).toEqual(matches.map(([match]) => match))
  expect(await listBoard('status:final,scheduled')).toEqual(['other-status'])
  expect(await listBoard('status:final')).toEqual([])
})
