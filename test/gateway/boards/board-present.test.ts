import { beforeAll, expect, it } from 'vitest'
import type { Status } from '../../../src/match/state.ts'
import type { MatchStore, StoredMatch } from '../../../src/store/match-store.ts'
import { fixtureOf, foldedOf, nextWrite } from '../../store/matches.ts'
import { openSqliteStore } from '../../store/open-sqlite-store.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startGateway } from '../start-gateway.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const competition = 'long league'

let store: MatchStore
beforeAll(async () => {
  const opened = openSqliteStore()
  store = opened.store
  for (let day = -110; day <= 110; day += 1) await create(day, day < 0 ? 'final' : 'scheduled')
  await create(-150, 'live')
  await create(150, 'scheduled')
  return () => opened.database.close()
})

const dayName = (day: number) => `day${day}`

const startedAt = Date.now()

/** A match that starts an hour after this time of that day; today is 0. */
async function create(day: number, status: Status): Promise<void> {
  const startsAt = startedAt + day * DAY_MS + HOUR_MS
  const fixture = fixtureOf(dayName(day), { competition, startsAt })
  await store.create(fixture, foldedOf(fixture, { status }), 'epoch-1', 5_000)
}

it('shows, of more matches than fit on a board, those being played and the nearest, as they change', async () => {
  const { liveUrl } = await startGateway({ store })
  const viewer = await connectClient(liveUrl)

  viewer.send({ op: 'subscribe', boards: [`competition:${competition}`] })
  const answer = await viewer.nextWhole()
  await store.append(nextWrite((await store.read(dayName(150))) as StoredMatch))
  const change = await viewer.nextOf('board')

  const daysAround = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => dayName(first + index))
  const before = [dayName(-150), ...daysAround(-99, 99)]
  expect(before).toHaveLength(200)
  expect(answer.boards).toEqual([{ board: `competition:${competition}`, matches: before }])
  expect(answer.matches.map(({ match }) => match)).toEqual(before)
  expect(change.joined).toMatchObject([{ match: dayName(150), seq: 1, state: { status: 'live' } }])
  expect(change.left).toEqual([dayName(99)])
  expect(change.matches).toEqual([dayName(-150), ...daysAround(-99, 98), dayName(150)])
})
