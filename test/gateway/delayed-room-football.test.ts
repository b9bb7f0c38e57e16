import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Member } from '../../src/gateway/channel.ts'
import { DelayedRoom } from '../../src/gateway/delayed-room.ts'
import { payloadOf } from '../../src/gateway/frame.ts'
import { Room } from '../../src/gateway/room.ts'
import { conflatedFrame } from '../../src/gateway/snapshot-frames.ts'
import { Draft } from '../../src/ingest/draft.ts'
import { type Change, effectiveOf, type KeptEvent } from '../../src/match/change.ts'
import type { EffectiveEvent } from '../../src/match/event.ts'
import { startFold } from '../../src/match/fold.ts'
import { applyPatch } from '../../src/match/merge-patch.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { Position, SnapshotMessage, UpdateMessage } from '../../src/protocol/messages.ts'
import { football } from '../../src/sports/football.ts'
import { parseEvent } from '../../src/sports/parse-event.ts'
import type { StoredMatch } from '../../src/store/match-store.ts'
import { fixtureOf } from '../support/match-builder.ts'

const DELAY_MS = 30_000

beforeEach(() => {
  vi.useFakeTimers({ now: 1_795_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A football match as ingest folds it, watched by a room. */
class FootballMatch {
  readonly #kept = new Map<string, KeptEvent>()
  #match: StoredMatch
  #listener: ((position: Position, wire: Buffer) => void) | undefined

  readonly room = new Room({
    match: 'm1',
    bus: {
      subscribe: async (_match, listener) => {
        this.#listener = listener
        return async () => {}
      },
    },
    source: { read: async () => this.#snapshot(), readTruth: async () => this.#snapshot() },
    onRepair() {},
  })

  constructor() {
    const fixture = fixtureOf(football)
    const folded = startFold(football, fixture)
    this.#match = { match: 'm1', epoch: 'e1', seq: 0, version: 0, fixture, folded, arrivals: 0 }
  }

  async send(event: { id: string; type: string } & Record<string, unknown>): Promise<void> {
    await this.#change({ op: 'add', event: parseEvent(football, event) })
  }

  async delete(id: string, reason: string): Promise<void> {
    await this.#change({ op: 'delete', id, reason })
  }

  async openDelayed(): Promise<DelayedRoom> {
    const delayed = new DelayedRoom(this.room, DELAY_MS)
    await delayed.open({ readAsOf: () => Promise.reject(new Error('the room has it all')) })
    return delayed
  }

  async #change(change: Change): Promise<void> {
    const draft = new Draft({
      match: this.#match,
      sport: football,
      feed: 'test',
      at: Date.now(),
      kept: [...this.#kept.values()],
      readEffective: async () =>
        [...this.#kept.values()].map(effectiveOf).filter((each): each is EffectiveEvent => each !== undefined),
    })
    await draft.apply(change)
    const write = draft.write()
    if (write === undefined) throw new Error('the change came to nothing')
    this.#match = write.match
    for (const kept of write.kept) this.#kept.set(kept.id, kept)
    for (const { seq, wire } of write.updates) this.#listener?.({ epoch: 'e1', seq }, Buffer.from(wire))
  }

  #snapshot() {
    const { epoch, seq, folded } = this.#match
    return { epoch, seq, state: JSON.stringify(folded.board.state), recent: [] }
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
async function playUntilDisallowed(match: FootballMatch): Promise<void> {
  await match.send({ id: 'k', type: 'period_start', period: 1 })
  vi.advanceTimersByTime(10_000)
  await match.send(goal)
  vi.advanceTimersByTime(12_000)
  await match.delete('g1', 'offside')
}

async function openMatch(): Promise<FootballMatch> {
  const match = new FootballMatch()
  await match.room.open()
  return match
}

it('shows a goal that was disallowed meanwhile, and then the correction, each at its time', async () => {
  const match = await openMatch()
  const viewer = new FootballViewer(await match.openDelayed())
  await playUntilDisallowed(match)
  vi.advanceTimersByTime(120_000)

  expect(viewer.shown).toEqual([
    '0: joined → 0-0',
    '30: add k → 0-0',
    '40: add g1 → 1-0 Lindqvist',
    '52: delete g1, goal_disallowed (offside) from 1-0 → 0-0',
  ])
})

it('shows the goal that stood then to one who joins when it does not stand any more', async () => {
  const match = await openMatch()
  await playUntilDisallowed(match)
  vi.advanceTimersByTime(20_000)
  const viewer = new FootballViewer(await match.openDelayed())
  vi.advanceTimersByTime(120_000)

  expect(viewer.shown).toEqual(['0: joined → 1-0 Lindqvist', '10: delete g1, goal_disallowed (offside) from 1-0 → 0-0'])
})

it('[W4] tells a slow viewer of the goal as long as it stood then, and of none after its correction', async () => {
  const match = await openMatch()
  const { log } = await match.openDelayed()
  await playUntilDisallowed(match)
  const catchUp = () => {
    const { state, missed = [] } = JSON.parse(payloadOf(conflatedFrame(log, 0)).toString()) as SnapshotMessage
    return { score: state.score, missed: missed.map(({ id }) => id) }
  }

  vi.advanceTimersByTime(17_000)
  expect(catchUp()).toEqual({ score: { home: 0, away: 0 }, missed: ['k'] })
  vi.advanceTimersByTime(12_000)
  expect(catchUp()).toEqual({ score: { home: 1, away: 0 }, missed: ['k', 'g1'] })
  vi.advanceTimersByTime(1_000)
  expect(catchUp()).toEqual({ score: { home: 0, away: 0 }, missed: ['k'] })
})
