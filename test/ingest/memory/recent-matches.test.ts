import { expect, it } from 'vitest'
import { RecentHistories } from '../../../src/ingest/memory/recent-histories.ts'
import { RecentMatches } from '../../../src/ingest/memory/recent-matches.ts'
import { startFold } from '../../../src/match/fold.ts'
import { History } from '../../../src/match/history.ts'
import { generic } from '../../../src/sports/generic/index.ts'
import type { StoredMatch } from '../../../src/store/match-store.ts'
import { fixtureOf } from '../../support/sports/match-builder.ts'

const fixture = fixtureOf(generic)
const folded = startFold(generic, fixture)

const MAX_MATCHES = 1_000
const MAX_EVENTS_REMEMBERED = 20_000

it('remembers so many matches, and of more those that were written last', async () => {
  const { recent, reads } = openRecent()
  for (let n = 0; n <= MAX_MATCHES; n += 1) recent.remember(matchOf(`m${n}`))
  recent.remember(matchOf('m1'))
  recent.remember(matchOf('another'))

  expect(await recent.read('m1')).toEqual(matchOf('m1'))
  expect(await recent.read('m3')).toEqual(matchOf('m3'))
  expect(reads).toEqual([])
  for (const match of ['m0', 'm2']) await recent.read(match)
  expect(reads).toEqual(['m0', 'm2'])
})

it('reads a match that was forgotten', async () => {
  const { recent, reads } = openRecent()
  recent.remember(matchOf('m'))
  recent.forget('m')
  await recent.read('m')
  expect(reads).toEqual(['m'])
})

it('gives a history once, and for the version and the epoch it was made of alone', () => {
  const histories = new RecentHistories()
  const history = historyOf(3)
  const match = matchOf('m', { version: 7 })
  histories.remember(match, history)
  expect(histories.take(match)).toBe(history)
  expect(histories.take(match)).toBeUndefined()

  for (const other of [
    { ...match, version: 8 },
    { ...match, epoch: 'later' },
  ]) {
    histories.remember(match, history)
    expect(histories.take(other)).toBeUndefined()
    expect(histories.take(match)).toBeUndefined()
  }
})

it('remembers histories of so many events, and of more those that were used last', () => {
  const histories = new RecentHistories()
  const third = Math.floor(MAX_EVENTS_REMEMBERED / 3)
  const use = (name: string, events = third) =>
    histories.remember(matchOf(name), histories.take(matchOf(name)) ?? historyOf(events))
  for (const name of ['a', 'b', 'c']) use(name)
  use('a')
  use('d')
  expect(histories.take(matchOf('b'))).toBeUndefined()
  for (const name of ['c', 'a', 'd']) expect(histories.take(matchOf(name))?.size).toBe(third)

  // Remembered twice it counts once.
  for (let again = 0; again < 9; again += 1) histories.remember(matchOf('a'), historyOf(third))
  use('b')
  expect(histories.take(matchOf('a'))).toBeDefined()

  histories.remember(matchOf('all'), historyOf(MAX_EVENTS_REMEMBERED))
  expect(histories.take(matchOf('all'))?.size).toBe(MAX_EVENTS_REMEMBERED)
  histories.remember(matchOf('huge'), historyOf(MAX_EVENTS_REMEMBERED + 1))
  expect(histories.take(matchOf('huge'))).toBeUndefined()
})

function openRecent() {
  const reads: string[] = []
  const recent = new RecentMatches({
    async read(match) {
      reads.push(match)
      return undefined
    },
  })
  return { recent, reads }
}

function matchOf(match: string, changes: Partial<StoredMatch> = {}): StoredMatch {
  return { match, epoch: 'e', seq: 0, version: 0, fixture, folded, arrivals: 0, ...changes }
}

function historyOf(events: number): History {
  const all = Array.from({ length: events }, (_, arrival) => ({
    event: { id: `e${arrival}`, type: 'note' },
    at: 1,
    arrival,
  }))
  return new History(generic, fixture, all)
}
