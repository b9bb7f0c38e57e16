import { expect, it, vi } from 'vitest'
import { payloadOf } from '../../../../src/gateway/delivery/frame.ts'
import type { Member } from '../../../../src/gateway/rooms/channel.ts'
import { DelayedRoom } from '../../../../src/gateway/rooms/delayed-room.ts'
import { Room } from '../../../../src/gateway/rooms/room.ts'
import { conflatedFrames } from '../../../../src/gateway/rooms/snapshot-frames.ts'
import { applyPatch } from '../../../../src/match/merge-patch.ts'
import type { MatchState } from '../../../../src/match/state.ts'
import type { Position, SnapshotMessage, UpdateMessage } from '../../../../src/protocol/messages.ts'
import { football } from '../../../../src/sports/football/index.ts'
import { fakeTimePerTest } from '../../../support/fake-time.ts'
import { FoldedMatch } from '../folded-match.ts'

const DELAY_MS = 30_000

fakeTimePerTest({ now: 1_795_000_000_000 })

/** A football match and a room of it. */
class FootballRoom {
  #listener: ((position: Position, wire: Buffer) => void) | undefined

  readonly match = new FoldedMatch({
    sport: football,
    publish: ({ seq, wire }) => this.#listener?.({ epoch: 'e1', seq }, Buffer.from(wire)),
  })

  readonly room = new Room({
    match: 'm1',
    bus: {
      subscribe: async (_match, listener) => {
        this.#listener = listener
        return async () => {}
      },
    },
    source: {
      read: async () => ({ ...this.match.snapshot, recent: [] }),
      readTruth: async () => ({ ...this.match.snapshot, recent: [] }),
    },
    onRepair() {},
  })

  async openDelayed(): Promise<DelayedRoom> {
    const delayed = new DelayedRoom(this.room, DELAY_MS, Date.now)
    await delayed.open({ readAsOf: () => Promise.reject(new Error('the room has it all')) })
    return delayed
  }
}

/** Writes down what it is shown, and when, in seconds since it joined. */
class FootballViewer implements Member {
  readonly shown: string[] = []
  readonly #startedAt = Date.now()
  #state: MatchState

  constructor(delayed: DelayedRoom) {
    this.#state = JSON.parse(`{${delayed.join(this)}}`).state as MatchState
    this.#note('joined')
  }

  deliver(_channel: unknown, { frame }: { frame: Buffer }): void {
    const { event, kind, correction, patch } = JSON.parse(payloadOf(frame).toString()) as UpdateMessage
    this.#state = applyPatch(this.#state, patch)
    const { score: before } = correction?.before ?? {}
    const corrected = correction
      ? `, ${correction.kind} (${correction.reason}) from ${before?.home}-${before?.away}`
      : ''
    this.#note(`${kind} ${event?.id}${corrected}`)
  }

  gone(): never {
    throw new Error('no match goes in this test')
  }

  replace(): void {
    this.#note('jump')
  }

  #note(what: string): void {
    const { score, detail } = this.#state
    const scorers = (detail as { scorers: { player?: string }[] }).scorers.map(({ player }) => player)
    const second = (Date.now() - this.#startedAt) / 1_000
    this.shown.push(`${second}: ${what} → ${score.home}-${score.away} ${scorers.join()}`.trim())
  }
}

const goal = { id: 'g1', type: 'goal', team: 'home', player: 'Lindqvist', period: 1, clock: '11:20' }

/** Kick-off, a goal after 10 s, taken back 12 s later: before a delayed viewer has seen it. */
async function playUntilDisallowed({ match }: FootballRoom): Promise<void> {
  await match.send({ id: 'k', type: 'period_start', period: 1 })
  vi.advanceTimersByTime(10_000)
  await match.send(goal)
  vi.advanceTimersByTime(12_000)
  await match.delete('g1', 'offside')
}

async function openRoom(): Promise<FootballRoom> {
  const world = new FootballRoom()
  await world.room.open()
  return world
}

it('shows a goal that was disallowed meanwhile, and then the correction, each at its time', async () => {
  const world = await openRoom()
  const viewer = new FootballViewer(await world.openDelayed())
  await playUntilDisallowed(world)
  vi.advanceTimersByTime(120_000)

  expect(viewer.shown).toEqual([
    '0: joined → 0-0',
    '30: add k → 0-0',
    '40: add g1 → 1-0 Lindqvist',
    '52: delete g1, goal_disallowed (offside) from 1-0 → 0-0',
  ])
})

it('shows the goal that stood then to one who joins when it does not stand any more', async () => {
  const world = await openRoom()
  await playUntilDisallowed(world)
  vi.advanceTimersByTime(20_000)
  const viewer = new FootballViewer(await world.openDelayed())
  vi.advanceTimersByTime(120_000)

  expect(viewer.shown).toEqual(['0: joined → 1-0 Lindqvist', '10: delete g1, goal_disallowed (offside) from 1-0 → 0-0'])
})

it('[W4] tells a slow viewer of the goal as long as it stood then, and of none after its correction', async () => {
  const world = await openRoom()
  const { log } = await world.openDelayed()
  await playUntilDisallowed(world)
  const catchUp = () => {
    const { state, missed = [] } = JSON.parse(payloadOf(conflatedFrames(log, 0).frame).toString()) as SnapshotMessage
    return { score: state.score, missed: missed.map(({ id }) => id) }
  }

  vi.advanceTimersByTime(17_000)
  expect(catchUp()).toEqual({ score: { home: 0, away: 0 }, missed: ['k'] })
  vi.advanceTimersByTime(12_000)
  expect(catchUp()).toEqual({ score: { home: 1, away: 0 }, missed: ['k', 'g1'] })
  vi.advanceTimersByTime(1_000)
  expect(catchUp()).toEqual({ score: { home: 0, away: 0 }, missed: ['k'] })
})
