import { expect, it } from 'vitest'
import type { UpdateMessage } from '../../../src/protocol/messages.ts'
import { loadList, loadStory } from '../../../src/web/document/load-page.ts'
import type { StandingEvents } from '../../../src/web/page-data.ts'
import type { PageFilter, PageSource } from '../../../src/web/page-source.ts'
import { stateOf } from '../../client/state-builder.ts'

const BIG = 'x'.repeat(2_000)
const held = { epoch: 'e', seq: 900, state: stateOf('m') }

function sourceOf(more: Partial<PageSource>): PageSource {
  const nothing = async () => undefined
  return {
    read: nothing,
    readPast: async (_, seq) => ({ ...held, seq }),
    readUpdates: async (match, after, limit) => Array.from({ length: limit }, (_, n) => updateOf(match, after + n + 1)),
    readStanding: nothing,
    readFeedSilentSince: nothing,
    list: async () => [],
    ...more,
  }
}

function updateOf(match: string, seq: number, kind: UpdateMessage['kind'] = 'add'): UpdateMessage {
  return { op: 'update', match, seq, at: 0, kind, event: { id: `e${seq}`, type: 'goal', note: BIG }, patch: {} }
}

it('sends the newest part of a story along, at most 120 KB of it, and the state before', async () => {
  const story = await loadStory(sourceOf({}), 'm', held)
  const bytes = JSON.stringify(story?.updates).length
  expect(bytes).toBeGreaterThan(110_000)
  expect(bytes).toBeLessThan(121_000)
  expect(story?.updates.at(-1)?.seq).toBe(900)
  expect(story?.start.seq).toBe((story?.updates[0]?.seq ?? 0) - 1)
})

it('sends the last 500 updates of a story along if they are short', async () => {
  const short = (match: string, seq: number): UpdateMessage => ({
    op: 'update',
    match,
    seq,
    at: 0,
    kind: 'add',
    patch: {},
  })
  const story = await loadStory(
    sourceOf({
      readUpdates: async (match, after, limit) => Array.from({ length: limit }, (_, n) => short(match, after + n + 1)),
    }),
    'm',
    held,
  )
  expect([story?.start.seq, story?.updates.length]).toEqual([400, 500])
})

it('shortens the events that stand in the same way, and says how many come before them', async () => {
  const events = Array.from({ length: 200 }, (_, n) => ({
    event: { id: `e${n}`, type: 'goal', note: BIG },
    at: 0,
    patch: { score: { home: n + 1 } },
  }))
  const standing: StandingEvents = { seq: 900, from: 7, start: stateOf('m'), events }
  const story = await loadStory(
    sourceOf({
      readUpdates: async (match) => [updateOf(match, 900, 'fixture')],
      readStanding: async () => standing,
    }),
    'm',
    held,
  )
  const kept = story?.standing
  expect(JSON.stringify(kept?.events).length).toBeLessThan(121_000)
  expect(kept?.events.length).toBeGreaterThan(50)
  expect(kept?.from).toBe(7 + 200 - (kept?.events.length ?? 0))
  // The state before the first that is left.
  expect(kept?.start?.score.home).toBe(200 - (kept?.events.length ?? 0))
})

it('asks for 600 matches of a list, and for the 100 that are nearest to now of a search', async () => {
  const asked: [PageFilter, number][] = []
  const source = sourceOf({
    async list(filter, limit) {
      asked.push([filter, limit])
      return []
    },
  })
  await loadList(source, { kind: 'competition', competition: 'Cup' }, { now: 0, zone: 'UTC' })
  await loadList(source, { kind: 'search', text: 'Ærø' }, { now: 0, zone: 'UTC' })
  expect(asked).toEqual([
    [{ competition: 'Cup' }, 600],
    [{ search: { words: ['aero'], nearest: 100 } }, 600],
  ])
})
