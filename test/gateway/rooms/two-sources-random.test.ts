import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import { conflatedFrames } from '../../../src/gateway/rooms/snapshot-frames.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { SnapshotMessage, UpdateMessage } from '../../../src/protocol/messages.ts'
import { add, edit, fixture, from, openRecorder, remove, restore } from '../../ingest/writer/recorder-world.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { isSameJson } from '../../support/sports/same-json.ts'
import { Truth } from '../truth.ts'
import { RoomWorld } from './room-world.ts'

fakeTimePerTest({ toFake: ['setTimeout', 'clearTimeout'] })

const SOURCES = ['opta', 'scout'] as const
const DESK = { sender: from('desk'), isOperator: true }

/** A real update, and who is in charge after it. */
interface Recorded {
  readonly message: UpdateMessage
  readonly inCharge: string | undefined
}

/** A match as two sources told it, by turns in charge; its changes are those that ingest made of it. */
class RecordedTruth extends Truth {
  readonly #recorded: Recorded[]
  /** Who is in charge now. */
  inCharge: string | undefined
  switches = 0

  constructor(initial: MatchState, recorded: readonly Recorded[]) {
    super('m', initial)
    this.#recorded = [...recorded]
  }

  override change() {
    const next = this.#recorded.shift()
    if (next === undefined) return super.change({ kind: 'source', patch: {} })
    const { patch, event, kind } = next.message
    this.inCharge = next.inCharge
    if (kind === 'source') this.switches += 1
    return super.change({ patch, kind, ...(event && { event }) })
  }
}

it('[H7] no viewer ever sees a mixture of two sources, whatever they send, whoever is switched, and whatever the bus loses', async () => {
  let [switches, repairs, missed] = [0, 0, 0]
  await forSeeds(40, async (random) => {
    const truth = await record(random)
    const world = new RoomWorld(random, truth)
    for (let step = 0; step < 150; step += 1) {
      world.step()
      for (const { state } of world.members) expectOneSource(state)
      missed += expectMissedOfOne(world, truth, random)
      if (random.chance(0.15)) await turn()
      else if (random.chance(0.6)) await Promise.resolve()
    }
    await world.settle(turn)
    for (const { state } of world.members) {
      expectOneSource(state)
      if (!isSameJson(state, truth.state())) throw new Error('a viewer does not end at the truth')
    }
    switches += truth.switches
    repairs += world.repairs
  })
  // Without these the schedules would prove nothing.
  expect(switches).toBeGreaterThan(80)
  expect(repairs).toBeGreaterThan(15)
  expect(missed).toBeGreaterThan(80)
})

/** Two sources tell a match at once and differ, and now and then another one is put in charge. */
async function record(random: SeededRandom): Promise<RecordedTruth> {
  const { recorder, store, published } = openRecorder()
  await recorder.putFixture(fixture('m'), from('opta'))
  const initial = store.get('m').stored.folded.reduced.state
  const recorded: Recorded[] = []
  for (let step = 0; step < 120; step += 1) {
    const source = random.pick(SOURCES)
    if (random.chance(0.1)) await recorder.switchSource('m', source, DESK).catch(() => {})
    else await recorder.record('m', from(source), [anyChange(random, source)])
    const { source: inCharge } = store.get('m').stored
    for (const { updates } of published.splice(0)) {
      for (const { wire } of updates) recorded.push({ message: JSON.parse(wire) as UpdateMessage, inCharge })
    }
  }
  return new RecordedTruth(initial, recorded)
}

/** The players of a source have its name. Both use the same ids. */
function anyChange(random: SeededRandom, source: string) {
  const id = `e${random.int(12)}`
  const team = random.chance(0.5) ? 'home' : 'away'
  const event = {
    id,
    type: 'goal',
    team,
    player: `${source} ${random.int(5)}`,
    period: 1,
    clock: `${random.int(45)}:00`,
  }
  const change = random.pick([add, add, add, edit, () => remove(id), () => restore(id)])
  return change(event)
}

/** @throws if goals of both are on one board */
function expectOneSource(state: MatchState): string | undefined {
  const found = SOURCES.filter((source) => JSON.stringify(state.detail).includes(`"${source} `))
  if (found.length > 1) throw new Error(`a viewer sees ${found.join(' and ')}: ${JSON.stringify(state.detail)}`)
  return found[0]
}

/** What a slow viewer is told to have missed is of the source in charge. @returns how many events it is told of */
function expectMissedOfOne({ room }: RoomWorld, truth: RecordedTruth, random: SeededRandom): number {
  if (room === undefined || room.log.seq === 0) return 0
  const frames = conflatedFrames(room.log, random.int(room.log.seq))
  const { missed = [] } = JSON.parse(payloadOf(frames.frame).toString()) as SnapshotMessage
  const sources = new Set(missed.map(({ player = '' }) => player.split(' ')[0]))
  const isNow = isSameJson(room.position, truth.position)
  if (sources.size > 1 || (isNow && sources.size === 1 && !sources.has(truth.inCharge ?? ''))) {
    throw new Error(`${truth.inCharge} is in charge, and a viewer is told of ${[...sources].join(' and ')}`)
  }
  return missed.length
}

async function turn(): Promise<void> {
  vi.advanceTimersByTime(1)
  await nextTurn()
}
