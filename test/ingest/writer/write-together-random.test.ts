import { expect, it } from 'vitest'
import type { Recorder } from '../../../src/ingest/record-event.ts'
import type { ReadChange, ReadEvent } from '../../../src/ingest/writer/write-request.ts'
import type { MatchEvent } from '../../../src/match/event.ts'
import { foldAll } from '../../../src/match/fold.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { sportNamed } from '../../../src/sports/registry.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { Away, FakeStore } from './fake-store.ts'
import { add, edit, fixture, from, openRecorder, remove, restore } from './recorder-world.ts'

const MATCHES = ['m1', 'm2'] as const

interface Request {
  readonly match: string
  readonly what: string
  send(recorder: Recorder): Promise<unknown>
}

it('[H2] [H6] comes to what the requests come to one after another, however they wait, miss and fail', async () => {
  await forSeeds(30, async (random) => {
    const { recorder, store, published } = openRecorder()
    for (const match of MATCHES) await recorder.putFixture(fixture(match), from('a'))
    store.before = async () => {
      for (let ticks = random.int(6); ticks > 0; ticks -= 1) await Promise.resolve()
    }
    store.fault = (call) => {
      if (random.chance(0.03)) return 'away'
      if (call !== 'append') return undefined
      return random.chance(0.06) ? 'miss' : random.chance(0.05) ? 'lost-answer' : undefined
    }
    const requests = Array.from({ length: 80 }, () => requestOf(random))
    const answers: Promise<unknown>[] = []
    for (const request of requests) {
      answers.push(request.send(recorder).catch((error: unknown) => error))
      if (random.chance(0.1)) for (let ticks = random.int(40); ticks > 0; ticks -= 1) await Promise.resolve()
    }
    const got = await Promise.all(answers)

    const alone = openRecorder(new FakeStore())
    for (const match of MATCHES) await alone.recorder.putFixture(fixture(match), from('a'))
    for (const [index, request] of requests.entries()) {
      const answer = got[index]
      if (answer instanceof Away && !answer.isDone) continue
      const expected = await request.send(alone.recorder).catch((error: unknown) => error)
      if (!(answer instanceof Away)) {
        expect({ request: request.what, answer: anyEpoch(answer) }).toEqual({
          request: request.what,
          answer: anyEpoch(expected),
        })
      }
    }
    for (const match of MATCHES) {
      const [together, one] = [store.get(match), alone.store.get(match)]
      expect(together.updates).toEqual(one.updates)
      expect(together.kept).toEqual(one.kept)
      const { folded, fixture: its, arrivals, seq } = together.stored
      expect({ folded, its, arrivals, seq }).toEqual({
        folded: one.stored.folded,
        its: one.stored.fixture,
        arrivals: one.stored.arrivals,
        seq: one.stored.seq,
      })
      expectFreshFold(store, match)
    }
    // Each was told in the order of its match.
    for (const match of MATCHES) {
      const seqs = published
        .filter((entry) => entry.match === match)
        .flatMap(({ updates }) => updates.map(({ seq }) => seq))
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
    }
  })
})

it('remembers of a match what a fresh fold of its events comes to', async () => {
  await forSeeds(20, async (random) => {
    const { recorder, store } = openRecorder()
    const other = openRecorder(store)
    for (const match of MATCHES) await recorder.putFixture(fixture(match), from('a'))
    store.fault = (call) => (call === 'append' && random.chance(0.1) ? 'lost-answer' : undefined)
    for (let step = 0; step < 60; step += 1) {
      const { match, send } = requestOf(random)
      await send(random.chance(0.15) ? other.recorder : recorder).catch(() => {})
      expectFreshFold(store, match)
    }
    // It was worth while: by far not every correction read the match again.
    expect(store.countCalls('readEffective')).toBeLessThan(store.countCalls('append'))
  })
})

function expectFreshFold(store: FakeStore, match: string): void {
  const { stored } = store.get(match)
  const sport = sportNamed(stored.fixture.sport) as Sport
  const fresh = foldAll(sport, stored.fixture, store.effective(match))
  const state = { ...fresh.reduced.state, updatedAt: stored.folded.reduced.state.updatedAt }
  expect(stored.folded).toEqual({ ...fresh, reduced: { ...fresh.reduced, state } })
}

function requestOf(random: SeededRandom): Request {
  const match = random.pick(MATCHES)
  const sender = from(random.pick(['a', 'b']), 'a')
  const kind = random.pick(['changes', 'changes', 'changes', 'changes', 'timeline', 'fixture', 'bug'])
  if (kind === 'fixture') {
    const changed = fixture(match, random.chance(0.5) ? { venue: random.pick(['x', 'y']) } : {})
    return { match, what: 'fixture', send: (recorder) => recorder.putFixture(changed, sender) }
  }
  if (kind === 'timeline') {
    const events = Array.from({ length: random.int(7) }, () => eventOf(random))
    const reads: ReadEvent[] = events.map(add)
    return {
      match,
      what: `timeline ${JSON.stringify(events)}`,
      send: (recorder) => recorder.recordTimeline(match, sender, reads),
    }
  }
  const changes = Array.from({ length: random.pick([1, 1, 1, 4]) }, () => changeOf(random))
  const reads = changes.map(({ read }) => read)
  if (kind === 'bug') {
    reads.push(() => {
      throw new TypeError('a bug')
    })
  }
  const what = `${kind} of ${sender.feed}: ${changes.map((change) => change.what).join(', ')}`
  return { match, what, send: (recorder) => recorder.record(match, sender, reads) }
}

function changeOf(random: SeededRandom): { readonly what: string; readonly read: ReadChange } {
  const event = eventOf(random)
  const what = JSON.stringify(event)
  switch (random.int(6)) {
    case 0:
      return { what: `edit ${what}`, read: edit(event) }
    case 1:
      return { what: `delete ${event.id}`, read: remove(event.id) }
    case 2:
      return { what: `restore ${event.id}`, read: restore(event.id) }
    default:
      return { what: `add ${what}`, read: add(event) }
  }
}

function eventOf(random: SeededRandom): MatchEvent {
  const minute = random.int(40)
  return {
    id: `e${random.int(12)}`,
    type: random.pick(['goal', 'goal', 'corner', 'card', 'streaker', 'period_start']),
    team: random.pick(['home', 'away'] as const),
    ...(random.chance(0.7) && { period: 1, clock: `${minute}:00` }),
    ...(random.chance(0.3) && { revision: random.int(4) }),
    ...(random.chance(0.2) && { status: random.pick(['pending', 'confirmed'] as const) }),
    // Without it the event is refused.
    ...(random.chance(0.8) && { card: 'yellow' }),
  }
}

/** Epochs are random; all else of an answer is not. */
function anyEpoch(answer: unknown): unknown {
  return answer instanceof Error ? String(answer) : { ...(answer as object), epoch: undefined }
}
