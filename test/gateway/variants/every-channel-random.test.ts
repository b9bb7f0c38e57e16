import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import type { BaseChannel, Channel } from '../../../src/gateway/rooms/channel.ts'
import type { Kind } from '../../../src/gateway/variants/kind.ts'
import { updatesTextOf } from '../../../src/gateway/variants/tick.ts'
import { Ticker } from '../../../src/gateway/variants/ticker.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { Position } from '../../../src/protocol/messages.ts'
import { scoreState } from '../../../src/protocol/view.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { DelayedWorld } from '../rooms/delayed/delayed-world.ts'
import { RoomWorld } from '../rooms/room-world.ts'
import { KindViewer } from './kind-viewer.ts'

const EVERY_MS = 1_000
const KINDS: readonly Kind[] = [
  { view: 'full', everyMs: EVERY_MS },
  { view: 'score', everyMs: EVERY_MS },
  { view: 'full', everyMs: 0 },
  { view: 'score', everyMs: 0 },
]

fakeTimePerTest({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })

/** Viewers of one match in several kinds, who come, go, change their kind and are slow. */
class Audience {
  readonly counts = { ticks: 0, resumed: 0, conflated: 0, ahead: 0 }
  readonly failures: string[] = []
  readonly #viewers = new Map<KindViewer, { readonly channel: Channel; readonly kind: Kind }>()
  readonly #left: { readonly viewer: KindViewer; readonly kind: Kind }[] = []
  readonly #random: SeededRandom
  readonly #stateAt: (position: Position) => object
  /** As a board has them. */
  readonly #tickers = {
    full: new Ticker(EVERY_MS, updatesTextOf('date:2026-11-28')),
    score: new Ticker(EVERY_MS, updatesTextOf('date:2026-11-28')),
  }

  constructor(random: SeededRandom, stateAt: (position: Position) => object) {
    this.#random = random
    this.#stateAt = stateAt
  }

  step(bases: readonly BaseChannel[]): void {
    const roll = this.#random.int(4)
    const [viewer] = [...this.#viewers.keys()].slice(this.#random.int(Math.max(1, this.#viewers.size)))
    if (roll === 0) this.#join(this.#random.pick(bases))
    else if (viewer === undefined) return
    else if (roll === 1 && !viewer.isSlow) this.#leave(viewer)
    else if (viewer.isSlow) this.catchUp(viewer)
    else viewer.isSlow = true
  }

  /** All that was held back is told. */
  settle(): readonly { readonly viewer: KindViewer; readonly kind: Kind }[] {
    for (const viewer of this.#viewers.keys()) if (viewer.isSlow) this.catchUp(viewer)
    vi.advanceTimersByTime(2 * EVERY_MS)
    for (const viewer of this.#viewers.keys()) this.#expectPaced(viewer)
    return [...this.#viewers].map(([viewer, { kind }]) => ({ viewer, kind }))
  }

  catchUp(viewer: KindViewer): void {
    const { channel } = this.#viewers.get(viewer) as { channel: Channel }
    viewer.catchUp(channel)
    this.counts.conflated += 1
  }

  #join(base: BaseChannel): void {
    const back = this.#random.chance(0.6) ? this.#left.pop() : undefined
    const kind = this.#random.pick(KINDS.filter(({ view }) => back === undefined || view === back.kind.view))
    const viewer = back?.viewer ?? this.#newcomer(kind)
    // Half of them are told together with the other matches of a board.
    const channel = base.variant(kind, this.#random.chance(0.5) ? this.#tickers[kind.view] : undefined) as Channel
    if (back !== undefined && channel.isAhead(viewer.position)) this.counts.ahead += 1
    viewer.join(channel, back !== undefined)
    if (back !== undefined) this.counts.resumed += 1
    this.#viewers.set(viewer, { channel, kind })
  }

  #newcomer({ view }: Kind): KindViewer {
    const shownAt = (position: Position) => {
      const state = this.#stateAt(position)
      return view === 'full' ? state : scoreState(state as MatchState)
    }
    return new KindViewer({ truthAt: shownAt, fail: this.#fail, now: () => performance.now() })
  }

  #leave(viewer: KindViewer): void {
    const { channel, kind } = this.#viewers.get(viewer) as { channel: Channel; kind: Kind }
    channel.leave(viewer)
    this.#viewers.delete(viewer)
    this.#expectPaced(viewer)
    this.#left.push({ viewer, kind })
  }

  readonly #fail = (text: string): never => {
    this.failures.push(text)
    throw new Error(text)
  }

  /** At most one message in the time; another channel may have told it something just before. */
  #expectPaced({ tickedAt }: KindViewer): void {
    this.counts.ticks += tickedAt.length
    for (const [index, at] of tickedAt.entries()) {
      const before = tickedAt[index - 1]
      if (before !== undefined && at - before < EVERY_MS) throw new Error(`told ${at - before} ms after the last time`)
    }
    tickedAt.length = 0
  }
}

it('[W9] folding what comes at most once in a time gives the view of the state, over loss, reordering, resumes, conflation and new epochs', async () => {
  const counts = { ticks: 0, resumed: 0, conflated: 0 }
  await forSeeds(100, async (random) => {
    const world = new RoomWorld(random)
    const audience = new Audience(random, (position) => world.truth.state(position))
    for (let step = 0; step < 250; step += 1) {
      if (random.chance(0.3) && world.room !== undefined) audience.step([world.room])
      else world.step()
      expect(audience.failures).toEqual([])
      if (random.chance(0.15)) await turn(random.pick([1, 200, EVERY_MS]))
      else if (random.chance(0.6)) await Promise.resolve()
    }
    await world.settle(() => turn(1))
    expect(audience.failures).toEqual([])
    for (const { viewer, kind } of audience.settle()) {
      const newest = world.truth.state()
      expect(viewer.state).toEqual(kind.view === 'full' ? newest : scoreState(newest))
      expect(viewer.position.epoch).toBe(world.truth.position.epoch)
    }
    counts.ticks += audience.counts.ticks
    counts.resumed += audience.counts.resumed
    counts.conflated += audience.counts.conflated
  })
  for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(170)
})

it('[W9] so does what comes late and at most once in a time, also for those who have seen more than the channel', async () => {
  const counts = { ticks: 0, ahead: 0, conflated: 0 }
  await forSeeds(60, async (random) => {
    const world = new DelayedWorld()
    await world.open()
    const audience = new Audience(random, (position) => world.stateAt(position))
    const delayed = await world.openDelayed(5_000)
    for (let step = 0; step < 150; step += 1) {
      const roll = random.int(100)
      if (roll < 40) {
        world.accept({ type: random.chance(0.2) ? 'goal' : 'corner' })
        if (random.chance(0.8)) world.deliver()
      } else if (roll < 45) await world.resync()
      else if (roll < 47) {
        world.restart()
        await world.resync()
      } else audience.step([world.room, delayed])
      vi.advanceTimersByTime(random.int(800))
      expect(audience.failures).toEqual([])
    }
    world.deliver()
    await world.resync()
    vi.advanceTimersByTime(6_000)
    for (const { viewer, kind } of audience.settle()) {
      const newest = world.stateAt(world.position)
      expect(viewer.state).toEqual(kind.view === 'full' ? newest : scoreState(newest as unknown as MatchState))
    }
    delayed.close()
    counts.ticks += audience.counts.ticks
    counts.ahead += audience.counts.ahead
    counts.conflated += audience.counts.conflated
  })
  for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(40)
})

async function turn(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms)
  await nextTurn()
}
