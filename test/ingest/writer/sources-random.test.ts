import { expect, it } from 'vitest'
import type { Recorder } from '../../../src/ingest/record-event.ts'
import { foldAll } from '../../../src/match/fold.ts'
import { applyPatch } from '../../../src/match/merge-patch.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { UpdateMessage } from '../../../src/protocol/messages.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { sportNamed } from '../../../src/sports/registry.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import type { FakeStore } from './fake-store.ts'
import { add, edit, fixture, from, openRecorder, remove, restore } from './recorder-world.ts'

const SENDERS = [from('opta-1', 'opta'), from('opta-2', 'opta'), from('scout'), from('club')]
const DESK = { ...from('desk'), isOperator: true }
const football = sportNamed('football') as Sport

it('[H7] the board is what the source in charge tells, whatever sources send in whatever order, and whoever is switched', async () => {
  await forSeeds(40, async (random) => {
    const one = openRecorder()
    const { store } = one
    const replicas = [one, openRecorder(store)]
    const listed = random.chance(0.3) ? { sources: ['opta', 'scout'] } : {}
    await one.recorder.putFixture(fixture('m', listed), from('opta-1', 'opta'))
    const initial = store.get('m').stored.folded.reduced.state
    store.before = async () => {
      for (let ticks = random.int(6); ticks > 0; ticks -= 1) await Promise.resolve()
    }
    store.fault = (call) => {
      if (random.chance(0.02)) return 'away'
      if (call !== 'append' && call !== 'appendShadow' && call !== 'exchange') return undefined
      return random.chance(0.05) ? 'miss' : random.chance(0.04) ? 'lost-answer' : undefined
    }
    const sent: Promise<unknown>[] = []
    for (let step = 0; step < 90; step += 1) {
      const { recorder } = random.pick(replicas)
      sent.push(send(random, recorder, listed).catch((error: unknown) => error))
      if (random.chance(0.3)) await sent.at(-1)
    }
    for (const answer of await Promise.all(sent)) {
      if (answer instanceof Error) expect(answer).not.toBeInstanceOf(TypeError)
    }

    expectTold(store)
    expectNoMixture(store, initial)
    for (const { published } of replicas) {
      for (const { updates } of published) for (const { seq } of updates) expect(seq).toBeGreaterThan(0)
    }
  })
})

it('[H7] a switch and back is exact', async () => {
  await forSeeds(40, async (random) => {
    const { recorder, store } = openRecorder()
    await recorder.putFixture(fixture('m'), from('opta-1', 'opta'))
    await recorder.record('m', from('opta-1', 'opta'), [add({ id: 'g', type: 'goal', team: 'home' })])
    for (let step = 0; step < 40; step += 1) await send(random, recorder, {}, 0).catch(() => {})
    await recorder.record('m', from('scout'), [add({ id: 'only', type: 'corner', team: 'home' })])
    const before = store.get('m').stored
    const shadow = store.get('m').shadows.get('scout')

    await recorder.switchSource('m', 'scout', { sender: DESK, isOperator: true })
    expect(board(store)).toEqual({
      ...shadow?.folded,
      reduced: { ...shadow?.folded.reduced, state: expect.anything() },
    })
    await recorder.switchSource('m', 'opta', { sender: DESK, isOperator: true })

    const after = store.get('m').stored
    expect(after.folded).toEqual(before.folded)
    expect({ arrivals: after.arrivals, source: after.source }).toEqual({
      arrivals: before.arrivals,
      source: before.source,
    })
    expect(after.seq).toBe(before.seq + 2)
    expect(store.get('m').shadows.get('scout')?.folded.reduced.state.score).toEqual(shadow?.folded.reduced.state.score)
    expect(store.get('m').shadows.get('scout')?.arrivals).toBe(shadow?.arrivals)
  })
})

function board(store: FakeStore) {
  return store.get('m').stored.folded
}

/** Each source, in charge or not, has what a fresh fold of its events comes to. */
function expectTold(store: FakeStore): void {
  const { stored, shadows } = store.get('m')
  expect([...shadows.keys()]).not.toContain(stored.source)
  for (const { source, fixture: its, folded, arrivals } of [stored, ...shadows.values()]) {
    const fresh = foldAll(football, its, store.effective('m', source ?? ''))
    const { updatedAt } = folded.reduced.state
    expect(folded).toEqual({ ...fresh, reduced: { ...fresh.reduced, state: { ...fresh.reduced.state, updatedAt } } })
    const ranks = [...store.get('m').kept.values()].filter((each) => each.source === source).map((each) => each.arrival)
    expect(ranks.toSorted((a, b) => a - b)).toEqual([...new Set(ranks)].sort((a, b) => a - b))
    for (const rank of ranks) expect(rank).toBeLessThan(arrivals)
  }
}

/** Between two switches every update is of one source, and the patches lead to the state that is stored. */
function expectNoMixture(store: FakeStore, initial: MatchState): void {
  const { stored, updates } = store.get('m')
  let inCharge: string | undefined
  let state: MatchState = initial
  for (const [index, { seq, kind, source, wire }] of updates.entries()) {
    expect(seq).toBe(index + 1)
    const message = JSON.parse(wire) as UpdateMessage
    if (message.correction) expect(message.correction.before.score).toEqual(state.score)
    state = applyPatch(state, message.patch)
    if (message.correction) expect(message.correction.after.score).toEqual(state.score)
    if (kind === 'source') inCharge = undefined
    if (source === undefined) continue
    inCharge ??= source
    expect(source).toBe(inCharge)
  }
  expect(state).toEqual(stored.folded.reduced.state)
  if (inCharge !== undefined) expect(inCharge).toBe(stored.source)
}

async function send(random: SeededRandom, recorder: Recorder, listed: object, switches = 0.08): Promise<unknown> {
  const sender = random.pick(SENDERS)
  if (random.chance(switches)) {
    const source = random.pick(['opta', 'scout', 'club'])
    return recorder.switchSource('m', source, { sender: random.pick([sender, DESK]), isOperator: random.chance(0.7) })
  }
  if (random.chance(0.05)) {
    return recorder.putFixture(fixture('m', { ...listed, venue: random.pick(['x', 'y']) }), sender)
  }
  if (random.chance(0.1)) {
    const events = Array.from({ length: random.int(5) }, () => eventOf(random))
    return recorder.recordTimeline('m', sender, events.map(add))
  }
  const holds = random.chance(0.1) ? { holds: true as const } : {}
  return recorder.record('m', { ...sender, ...holds }, [
    changeOf(random),
    ...(random.chance(0.2) ? [changeOf(random)] : []),
  ])
}

function changeOf(random: SeededRandom) {
  const event = eventOf(random)
  return random.pick([add(event), add(event), add(event), edit(event), remove(event.id), restore(event.id)])
}

function eventOf(random: SeededRandom) {
  return {
    id: `e${random.int(10)}`,
    type: random.pick(['goal', 'goal', 'corner', 'period_start']),
    team: random.pick(['home', 'away'] as const),
    ...(random.chance(0.6) && { period: 1, clock: `${random.int(40)}:00` }),
    ...(random.chance(0.2) && { revision: random.int(4) }),
  }
}
