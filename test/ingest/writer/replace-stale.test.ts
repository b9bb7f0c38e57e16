import { expect, it } from 'vitest'
import { createRecorder } from '../../../src/ingest/record-event.ts'
import { FakeStore } from './fake-store.ts'
import { add, fixture, from, goal } from './recorder-world.ts'

const STALE = { stale: 'opta', heardAt: 1_000 }

/** `opta` is in charge with one goal; `scout` and `club` have told as many goals as given. */
async function open(sources: readonly string[] | undefined, told: Record<string, number> = { scout: 1, club: 1 }) {
  const store = new FakeStore()
  const recorder = createRecorder({
    store: store.store,
    sources: { readShadowScore: async (_, source, at) => (at === 1_000 ? `${told[source] ?? 0}-0` : '9-9') },
    publish() {},
  })
  await recorder.putFixture(fixture('m', sources && { sources }), from('opta'))
  await recorder.record('m', from('opta'), [add(goal('g'))])
  for (const [source, goals] of Object.entries(told)) {
    await recorder.record(
      'm',
      from(source),
      Array.from({ length: goals }, (_, n) => add(goal(`${source}${n}`))),
    )
  }
  return { recorder, inCharge: () => store.get('m').stored.source }
}

it('[H7] the next of the list that is alive takes over', async () => {
  const { recorder, inCharge } = await open(['opta', 'scout', 'club'])
  const answer = await recorder.replaceStale('m', { ...STALE, alive: new Set(['club']) })
  expect(answer).toMatchObject({ source: 'club', seq: 2 })
  expect(inCharge()).toBe('club')
  // Another replica has found the same.
  expect(await recorder.replaceStale('m', { ...STALE, alive: new Set(['scout']) })).toEqual({
    why: expect.stringContaining('not in charge'),
  })
})

it.each([
  ['the fixture lists nobody', undefined, ['scout', 'club'], {}],
  ['nobody of the list is alive', ['opta', 'scout'], ['club'], {}],
  ['the next was in charge before', ['scout', 'opta'], ['scout'], {}],
  ['the two differed when the stale one was last heard', ['opta', 'scout'], ['scout'], { scout: 2 }],
  ['the next has told nothing of the match', ['opta', 'other'], ['other'], {}],
])('[H7] nobody takes over by itself if %s', async (_, sources, alive, told) => {
  const { recorder, inCharge } = await open(sources, { scout: 1, club: 1, ...told })
  expect(await recorder.replaceStale('m', { ...STALE, alive: new Set(alive) })).toHaveProperty('why')
  expect(inCharge()).toBe('opta')
})
