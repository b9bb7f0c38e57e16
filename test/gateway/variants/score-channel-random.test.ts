import { setImmediate as nextTurn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { expect, it, vi } from 'vitest'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import type { Channel, Jump, Member } from '../../../src/gateway/rooms/channel.ts'
import type { RoomUpdate } from '../../../src/gateway/rooms/room-update.ts'
import { conflatedFrames, jumpFrames } from '../../../src/gateway/rooms/snapshot-frames.ts'
import { applyPatch } from '../../../src/match/merge-patch.ts'
import type { MatchState, ScoreState } from '../../../src/match/state.ts'
import type { Position, SnapshotMessage, ViewUpdate } from '../../../src/protocol/messages.ts'
import { scoreState } from '../../../src/protocol/view.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { RoomWorld } from '../rooms/room-world.ts'

/** A viewer of view `score` who checks each message: it continues what it has, and gives the view of a state that was. */
class ScoreViewer implements Member {
  readonly #world: RoomWorld
  position: Position
  state: ScoreState
  messages = 0
  /** Missed since then; a slow viewer is told the newest later. */
  missedSince: number | undefined
  isSlow = false

  constructor(world: RoomWorld, position: Position, state: ScoreState) {
    this.#world = world
    this.position = position
    this.state = state
    this.compare()
  }

  deliver(channel: Channel, update: RoomUpdate): void {
    if (this.isSlow) this.missedSince ??= update.seq - 1
    else this.take(JSON.parse(payloadOf(update.frame).toString()))
    void channel
  }

  replace(channel: Channel, jump: Jump): void {
    if (this.isSlow) this.missedSince = jump.after
    else this.#jump(jumpFrames(channel.log, jump).frame)
  }

  gone(): void {}

  catchUp(channel: Channel): void {
    this.isSlow = false
    if (this.missedSince === undefined) return
    this.#jump(conflatedFrames(channel.log, this.missedSince).frame)
    this.missedSince = undefined
  }

  take({ seq, after = seq - 1, patch, ...rest }: ViewUpdate): void {
    expect(
      Object.keys(rest)
        .sort()
        .filter((key) => key !== 'correction'),
    ).toEqual(['at', 'match', 'op'])
    expect(Object.keys(patch).length).toBeGreaterThan(0)
    if (after > this.position.seq)
      throw new Error(`${seq} after ${after} is a hole for a viewer at ${this.position.seq}`)
    if (seq <= this.position.seq) throw new Error(`${seq} is old for a viewer at ${this.position.seq}`)
    this.state = applyPatch(this.state, patch)
    this.reach({ epoch: this.position.epoch, seq })
  }

  reach(position: Position): void {
    this.position = position
    this.messages += 1
    this.compare()
  }

  compare(): void {
    const truth = scoreState(this.#world.truth.state(this.position))
    if (!isDeepStrictEqual(this.state, truth)) throw new Error(`no such state at ${this.position.seq}`)
  }

  #jump(frame: Buffer): void {
    const { epoch, seq, state, missed } = JSON.parse(payloadOf(frame).toString()) as SnapshotMessage
    expect(missed).toBeUndefined()
    this.state = state
    this.reach({ epoch, seq })
  }
}

fakeTimePerTest({ toFake: ['setTimeout', 'clearTimeout'] })

it('[W9] a viewer of view score folds what it gets to the view of the state, over loss, reordering, resumes and new epochs', async () => {
  await forSeeds(100, async (random) => {
    const world = new RoomWorld(random)
    const viewers = new Set<ScoreViewer>()
    const left: ScoreViewer[] = []
    const join = () => {
      const channel = world.room?.variant({ view: 'score', everyMs: 0 })
      if (channel === undefined) return
      const back = random.chance(0.6) ? left.pop() : undefined
      // Someone who saw all of it may go on with the score: a seq is the same in every view.
      const { epoch, seq } = channel.log
      const member = back ?? new ScoreViewer(world, { epoch, seq }, channel.log.state() as ScoreState)
      const text = channel.join(member, back?.position)
      const joined = JSON.parse(`{${text}}`) as Position & { state?: MatchState; updates?: ViewUpdate[] }
      if (joined.state) {
        member.state = joined.state
        member.position = { epoch: joined.epoch, seq: joined.seq }
      }
      for (const update of joined.updates ?? []) if (update.seq > member.position.seq) member.take(update)
      member.reach({ epoch: joined.epoch, seq: joined.seq })
      viewers.add(member)
    }
    for (let step = 0; step < 250; step += 1) {
      const channel = world.room?.variant({ view: 'score', everyMs: 0 })
      const [viewer] = [...viewers].slice(random.int(Math.max(1, viewers.size)))
      const roll = random.int(10)
      if (roll === 0) join()
      else if (roll === 1 && viewer && channel && !viewer.isSlow) {
        channel.leave(viewer)
        viewers.delete(viewer)
        left.push(viewer)
      } else if (roll === 2 && viewer && channel) {
        if (viewer.isSlow) viewer.catchUp(channel)
        else viewer.isSlow = true
      } else world.step()
      if (random.chance(0.15)) await turn()
      else if (random.chance(0.6)) await Promise.resolve()
    }
    await world.settle(turn)
    const channel = world.room?.variant({ view: 'score', everyMs: 0 }) as Channel
    for (const viewer of viewers) {
      viewer.catchUp(channel)
      expect(viewer.state).toEqual(scoreState(world.truth.state()))
      expect(viewer.position.epoch).toBe(world.truth.position.epoch)
    }
  })
})

async function turn(): Promise<void> {
  vi.advanceTimersByTime(1)
  await nextTurn()
}
