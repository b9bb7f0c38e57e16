import { expect, it, vi } from 'vitest'
import type { DelayedRoom } from '../../../../src/gateway/rooms/delayed-room.ts'
import { fakeTimePerTest } from '../../../support/fake-time.ts'
import { forSeeds, type SeededRandom } from '../../../support/seeded-random.ts'
import { DelayedViewer } from './delayed-viewer.ts'
import { DelayedWorld } from './delayed-world.ts'

const DELAYS_MS = [100, 2_000, 15_000, 60_000]

fakeTimePerTest({ now: 1_795_000_000_000 })

/** What happened in all schedules: where one of these is rare, they prove little. */
const counts = { jumps: 0, epochs: 0, conflated: 0, missed: 0, ahead: 0, byLog: 0, byStore: 0, refused: 0 }

it('[W1] [W4] shows what a live viewer saw that long ago: in order, never newer, whatever is late, lost or begun again', async () => {
  await forSeeds(200, (random) => new Schedule(random).play())
  for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(50)
})

class Schedule {
  readonly #random: SeededRandom
  readonly #world = new DelayedWorld()
  readonly #channels = new Map<number, DelayedRoom>()
  readonly #viewers: { viewer: DelayedViewer; delayMs: number }[] = []
  readonly #slow = new Set<DelayedViewer>()
  #goals: string[] = []

  constructor(random: SeededRandom) {
    this.#random = random
  }

  async play(): Promise<void> {
    for (let before = this.#random.int(20); before > 0; before -= 1) {
      this.#accept()
      vi.advanceTimersByTime(this.#random.int(10_000))
    }
    await this.#world.open()
    for (let step = 0; step < 150; step += 1) {
      await this.#step()
      for (const { viewer } of this.#viewers) viewer.check()
      vi.advanceTimersByTime(this.#random.int(3_000))
      for (const { viewer } of this.#viewers) viewer.check()
    }
    for (const channel of this.#channels.values()) channel.close()
    expect(vi.getTimerCount()).toBe(0)
  }

  async #step(): Promise<void> {
    const roll = this.#random.int(100)
    if (roll < 45) {
      this.#accept()
      if (this.#random.chance(0.8)) this.#world.deliver()
    } else if (roll < 55) this.#world.deliver()
    else if (roll < 62) await this.#jump()
    else if (roll < 64) await this.#restart()
    else if (roll < 80) await this.#join()
    else if (roll < 92) this.#slowDownOrCatchUp()
    else this.#world.isStoreAway = this.#random.chance(0.3)
  }

  #accept(): void {
    const goal = this.#goals.at(-1)
    if (goal !== undefined && this.#random.chance(0.1)) {
      this.#world.accept({ type: 'goal', id: goal, kind: 'delete' })
      this.#goals.pop()
    } else if (this.#random.chance(0.3)) this.#goals.push(this.#world.accept({ type: 'goal' }))
    else this.#world.accept()
  }

  async #jump(): Promise<void> {
    for (let lost = 1 + this.#random.int(3); lost > 0; lost -= 1) this.#accept()
    vi.advanceTimersByTime(this.#random.int(2_000))
    await this.#world.resync()
    counts.jumps += 1
  }

  async #restart(): Promise<void> {
    this.#world.restart()
    this.#goals = []
    vi.advanceTimersByTime(this.#random.int(2_000))
    await this.#world.resync()
    counts.epochs += 1
  }

  /** Somebody new, or one who was on another delay. */
  async #join(): Promise<void> {
    const delayMs = this.#random.pick(DELAYS_MS)
    const channel = this.#channels.get(delayMs) ?? (await this.#open(delayMs))
    if (channel === undefined) return
    const [before] = this.#random.chance(0.5) ? this.#viewers.splice(this.#random.int(this.#viewers.length), 1) : []
    before?.viewer.leave()
    const viewer = new DelayedViewer(this.#world, channel, delayMs, before?.viewer)
    if (viewer.position.seq > channel.log.seq) counts.ahead += 1
    this.#viewers.push({ viewer, delayMs })
  }

  async #open(delayMs: number): Promise<DelayedRoom | undefined> {
    const world = this.#world
    const before = world.storeReads
    try {
      const channel = await world.openDelayed(delayMs)
      this.#channels.set(delayMs, channel)
      counts[world.storeReads > before ? 'byStore' : 'byLog'] += 1
      return channel
    } catch (error) {
      counts.refused += 1
      // What the room has lived through, it knows.
      if (!world.isStoreAway || world.knownSince + delayMs <= Date.now()) throw error
      return undefined
    }
  }

  #slowDownOrCatchUp(): void {
    const viewer = this.#viewers[this.#random.int(Math.max(1, this.#viewers.length))]?.viewer
    if (viewer === undefined) return
    if (!this.#slow.delete(viewer)) {
      viewer.slowDown()
      this.#slow.add(viewer)
      return
    }
    const told = viewer.catchUp()
    counts.conflated += 1
    counts.missed += told.length
  }
}
