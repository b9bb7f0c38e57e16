import { expect, it } from 'vitest'
import { MatchNotFound } from '../../../src/errors.ts'
import { EventConflict } from '../../../src/ingest/errors.ts'
import { Away } from './fake-store.ts'
import {
  add,
  edit,
  fixture,
  from,
  goal,
  openRecorder,
  type RecorderWorld,
  remove,
  restore,
  short,
} from './recorder-world.ts'

const MAX_FOLDED_AGAIN = 50_000
const MAX_GROUP = 500

it('writes what waits for a match together, in the order it came, and answers each', async () => {
  const { recorder, store, published } = await openMatch()
  const answers = await heldUp(store, recorder, () =>
    Array.from({ length: 9 }, (_, n) => recorder.record('m', from('a'), [add(goal(`g${n}`))])),
  )
  const seqs = [2, 3, 4, 5, 6, 7, 8, 9, 10]
  expect(answers.flatMap(short)).toEqual(seqs.map((seq) => `applied ${seq}`))
  expect(answers.map(({ seq }) => seq)).toEqual(seqs)
  expect(store.appends.map(({ updates }) => updates.length)).toEqual([1, 9])
  expect(published.map(({ updates }) => updates.map(({ seq }) => seq))).toEqual([[1], seqs])
})

it('writes together what comes in the turn in which others were answered', async () => {
  const { recorder, store } = await openMatch()
  await new Promise(setImmediate)
  await recorder.record('m', from('a'), [add(goal('g0'))])
  const next: Promise<unknown>[] = []
  for (const id of ['g1', 'g2', 'g3']) {
    next.push(recorder.record('m', from('a'), [add(goal(id))]))
    for (let ticks = 0; ticks < 50; ticks += 1) await Promise.resolve()
  }
  await Promise.all(next)
  expect(store.appends.map(({ updates }) => updates.length)).toEqual([1, 3])

  // A match that nobody writes is written at once.
  await new Promise(setImmediate)
  const calls = store.calls.length
  const alone = recorder.record('m', from('a'), [add(goal('g4'))])
  for (let ticks = 0; ticks < 50; ticks += 1) await Promise.resolve()
  expect(store.calls.length).toBeGreaterThan(calls)
  await alone
})

it('reads once what is known of all events of a group, whoever of its source sent them', async () => {
  const { recorder, store } = await openMatch()
  await heldUp(store, recorder, () => [
    ...Array.from({ length: 5 }, (_, n) => recorder.record('m', from('a'), [edit(goal(`a${n}`))])),
    ...Array.from({ length: 5 }, (_, n) => recorder.record('m', from('b', 'a'), [edit(goal(`b${n}`))])),
  ])
  expect(store.calls.filter((call) => call !== 'read m')).toEqual([
    'readDeleted m',
    'create m',
    'append m',
    'readKept m',
    'append m',
  ])
})

it('puts no more events into one transaction than its bound, whatever one request brings', async () => {
  const { recorder, store } = await openMatch()
  await heldUp(store, recorder, () =>
    Array.from({ length: 700 }, (_, n) => recorder.record('m', from('a'), [add(note(n))])),
  )
  expect(store.appends.map(({ updates }) => updates.length)).toEqual([1, MAX_GROUP, 200])

  store.appends.length = 0
  const arrays = [300, 200, 1, 499, 600].map((length, at) => Array.from({ length }, (_, n) => add(note(`${at}-${n}`))))
  await heldUp(store, recorder, () => arrays.map((array) => recorder.record('m', from('a'), array)))
  expect(store.appends.map(({ updates }) => updates.length)).toEqual([1, 500, 500, 500, 100])
})

it('writes a long timeline 500 changes at a time, answers for all of them at the end, and lets nobody in between', async () => {
  const { recorder, store } = await openMatch()
  const reads = (player: string) =>
    Array.from({ length: 1_200 }, (_, n) => add(goal(`t${n}`, { player: `${player} ${n}` })))
  await recorder.recordTimeline('m', from('a'), reads('first'))
  store.appends.length = 0

  const [timeline, after] = await Promise.all([
    recorder.recordTimeline('m', from('a'), reads('second')),
    recorder.record('m', from('a'), [add(goal('late'))]),
  ])

  expect(store.appends.map(({ updates }) => updates.length)).toEqual([500, 500, 201])
  expect(
    timeline.results.map(({ id, status, seq }: { id?: string; status: string; seq?: number }) => [id, status, seq]),
  ).toEqual(Array.from({ length: 1_200 }, (_, n) => [`t${n}`, 'applied', 1_201 + n]))
  expect([timeline.seq, after.seq]).toEqual([2_400, 2_401])
  expect((await recorder.recordTimeline('m', from('a'), [...reads('second'), add(goal('late'))])).results).toEqual([])
})

it('shows each request of a group what those before it did', async () => {
  const { recorder, store } = await openMatch()
  const answers = await heldUp(store, recorder, () => [
    recorder.record('m', from('a'), [add(goal('g1', { clock: '10:00', period: 1 }))]),
    recorder.record('m', from('a'), [add(goal('g1', { clock: '10:00', period: 1 }))]),
    recorder.record('m', from('a'), [add(goal('g1', { clock: '11:00', period: 1 }))]),
    recorder.record('m', from('a'), [edit(goal('g1', { clock: '11:00', period: 1 }))]),
    // What stood before that edit: a late retry.
    recorder.record('m', from('a'), [add(goal('g1', { clock: '10:00', period: 1 }))]),
    recorder.record('m', from('b', 'a'), [add(goal('h1', { team: 'away' }))]),
    recorder.record('m', from('a'), [remove('g1'), restore('g1'), remove('g2')]),
    recorder.recordTimeline('m', from('a'), [add(goal('g2')), add(goal('g3')), add(goal('h1', { team: 'away' }))]),
  ])
  expect(answers.map(short)).toEqual([
    ['applied 2'],
    ['duplicate 2'],
    ['rejected event-conflict'],
    ['applied 3'],
    ['duplicate 2'],
    ['applied 4'],
    ['applied 5', 'applied 6', 'applied undefined'],
    // g1 and the first note are not in the list, and g2 was deleted before it came.
    ['applied 7', 'applied 8', 'applied undefined', 'applied 9', 'applied 10'],
  ])
  expect(store.appends).toHaveLength(2)
})

it('writes a fixture alone, in its place', async () => {
  const { recorder, store } = await openMatch()
  const answers = await heldUp<object>(store, recorder, () => [
    recorder.record('m', from('a'), [add(goal('g1'))]),
    recorder.putFixture(fixture('m', { venue: 'elsewhere' }), from('a')),
    recorder.record('m', from('a'), [add(goal('g2'))]),
  ])
  expect(answers).toMatchObject([{ seq: 2 }, { seq: 3, isNew: false, state: { venue: 'elsewhere' } }, { seq: 4 }])
  expect(store.appends.map(({ updates }) => updates.map(({ kind }) => kind))).toEqual([
    ['add'],
    ['add'],
    ['fixture'],
    ['add'],
  ])
})

it('lets a request that a bug breaks fail alone', async () => {
  const { recorder, store } = await openMatch()
  const broken = () => {
    throw new TypeError('a bug')
  }
  const brokenEvent = Object.defineProperty({ id: 'g5', type: 'goal' }, 'team', {
    get() {
      throw new TypeError('another')
    },
  })
  const answers = await heldUp(store, recorder, () =>
    [
      recorder.record('m', from('a'), [add(goal('g1'))]),
      recorder.record('m', from('a'), [add(goal('g2')), broken]),
      recorder.record('m', from('a'), [add(goal('g3'))]),
      recorder.record('m', from('a'), [add(goal('g4')), () => ({ op: 'add', event: brokenEvent })]),
      recorder.record('m', from('a'), [add(goal('g6'))]),
    ].map((answer) => answer.then(short, String)),
  )
  expect(answers).toEqual([['applied 2'], 'TypeError: a bug', ['applied 3'], 'TypeError: another', ['applied 4']])
})

it('tries all of a group again when another replica was faster', async () => {
  const { recorder, store } = await openMatch()
  const other = openRecorder(store)
  await recorder.record('m', from('a'), [add(goal('g1'))])
  await other.recorder.record('m', from('a'), [add(goal('g2'))])
  const answers = await heldUp(store, recorder, () => [
    recorder.record('m', from('a'), [add(goal('g2')), add(goal('g3'))]),
    recorder.record('m', from('a'), [add(goal('g4'))]),
  ])
  expect(answers.map(short)).toEqual([['duplicate 2', 'applied 4'], ['applied 5']])
})

it('fails all of a group while the database is away, and none after that', async () => {
  const { recorder, store } = await openMatch()
  let isAway = false
  store.fault = (call) => (isAway && call === 'readKept' ? 'away' : undefined)
  const answers = await heldUp(store, recorder, () => {
    isAway = true
    return [1, 2, 3].map((n) => recorder.record('m', from('a'), [edit(goal(`g${n}`))]).catch((error) => error))
  })
  expect(answers).toEqual([expect.any(Away), expect.any(Away), expect.any(Away)])
  isAway = false
  expect(short(await recorder.record('m', from('a'), [add(goal('g4'))]))).toEqual(['applied 2'])
})

it('refuses each request for a match that is not there', async () => {
  const { recorder } = openRecorder()
  const answers = await Promise.allSettled([1, 2, 3].map((n) => recorder.record('m', from('a'), [add(goal(`g${n}`))])))
  expect(answers.map((answer) => answer.status === 'rejected' && answer.reason)).toEqual(
    Array(3).fill(expect.any(MatchNotFound)),
  )
})

it('gives what waits a transaction of its own once so much was folded again', async () => {
  const { recorder, store } = await openMatch({ sport: 'generic' })
  const score = (n: number, points: number) => ({ id: `s${n}`, type: 'score', team: 'home', points, order: n })
  const events = Array.from({ length: 2_000 }, (_, n) => score(n, 1))
  await recorder.record('m', from('a'), events.map(add))
  store.appends.length = 0
  const edits = 60
  const broken = () => {
    throw new TypeError('a bug')
  }
  const answers = await heldUp(store, recorder, () => [
    ...Array.from({ length: edits }, (_, n) => recorder.record('m', from('a'), [edit(score(n, 2))]).then(short)),
    recorder.record('m', from('a'), [broken]).then(short, String),
  ])
  const perGroup = store.appends.slice(1).map(({ updates }) => updates.length)
  expect(perGroup[0]).toBeLessThanOrEqual(MAX_FOLDED_AGAIN / (events.length - edits) + 1)
  expect(perGroup.reduce((sum, length) => sum + length)).toBe(edits)
  expect(answers).toEqual([
    ...events.slice(0, edits).map((_, n) => [`applied ${events.length + n + 2}`]),
    'TypeError: a bug',
  ])

  // More than that in one request: its last update leads to the state after all of it.
  const { results } = await recorder.recordTimeline(
    'm',
    from('a'),
    events.map((_, n) => add(score(n, 3))),
  )
  // The first note is not in the list.
  expect(results).toHaveLength(events.length + 1)
  expect(store.get('m').stored.folded.reduced.state.score.home).toBe(3 * events.length)
})

it('fails all of a group when the database goes away while one of them is tried', async () => {
  const { recorder, store } = await openMatch()
  const at = (minute: number) => ({ period: 1, clock: `${minute}:00` })
  await recorder.record('m', from('a'), [add(goal('g1', at(10))), add(goal('g2', at(20)))])
  store.fault = (call) => (call === 'readEffective' ? 'away' : undefined)
  const answers = await heldUp(store, recorder, () =>
    [add(goal('g3', at(30))), edit(goal('g1', at(5))), add(goal('g4', at(40)))].map((change) =>
      recorder.record('m', from('a'), [change]).catch((error) => error),
    ),
  )
  expect(answers).toEqual([expect.any(Away), expect.any(Away), expect.any(Away)])
})

it('answers a conflict as one', async () => {
  const { recorder } = await openMatch()
  const { results } = await recorder.record('m', from('a'), [add(goal('g1')), add(goal('g1', { team: 'away' }))])
  expect(results[1]).toEqual({ id: 'g1', status: 'rejected', error: expect.any(EventConflict) })
})

let count = 0

const note = (id: string | number) => ({ id: `n${id}`, type: 'note', text: 'x' })

async function openMatch(changes: object = {}) {
  const world = openRecorder()
  await world.recorder.putFixture(fixture('m', changes), from('a'))
  return world
}

/** What is sent while a first event is being written. That one has seq 1 if it is the first. */
async function heldUp<T>(
  store: RecorderWorld['store'],
  recorder: RecorderWorld['recorder'],
  send: () => readonly Promise<T>[],
): Promise<T[]> {
  const reached = Promise.withResolvers<void>()
  const release = store.hold()
  const first = recorder.record('m', from('a'), [
    (sport) => {
      reached.resolve()
      return add(note(`first-${++count}`))(sport)
    },
  ])
  await reached.promise
  await new Promise(setImmediate)
  const sent = send()
  release()
  await first
  return Promise.all(sent)
}
