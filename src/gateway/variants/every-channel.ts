import { isNewer } from '../../bus/bus.ts'
import { diff } from '../../match/merge-patch.ts'
import type { ScoreState } from '../../match/state.ts'
import type { Position } from '../../protocol/messages.ts'
import { anchored } from '../../protocol/view.ts'
import type { Part } from '../delivery/deflate.ts'
import {
  type BaseChannel,
  type Channel,
  type ChannelTicker,
  type Jump,
  type Member,
  type TickChange,
  type TickedChannel,
  type TickMember,
  welcome,
} from '../rooms/channel.ts'
import type { ChannelLog } from '../rooms/channel-log.ts'
import type { RoomUpdate } from '../rooms/room-update.ts'
import { missedText } from '../rooms/snapshot-frames.ts'
import type { Kind } from './kind.ts'

export interface EveryOptions {
  readonly base: BaseChannel
  /** The match in the view of `kind`, each update. */
  readonly source: Channel
  readonly kind: Kind
  readonly ticker: ChannelTicker
  /** The first member has joined. */
  onWatched(channel: EveryChannel): void
  /** It has no members any more. */
  onEmpty(channel: EveryChannel): void
}

/** Members who have the same state. */
interface Group {
  readonly epoch: string
  /** The seq that the first of them was told. Those who joined them later are at a later one, with the same state. */
  readonly seq: number
  /** Undefined while the channel has not reached `seq`. */
  readonly state: object | undefined
  readonly members: Set<TickMember>
}

/**
 * A match that is told at most once per `everyMs`. Each tick tells members the difference between the state that they have and the
 * newest one. A member who joins or catches up between two ticks is told the newest state at once, so it has more than the others:
 * the members of each state are a group, and get a difference of their own. After a tick all have the same state.
 */
export class EveryChannel implements Channel, Member, TickedChannel {
  readonly match: string
  readonly kind: Kind
  readonly base: BaseChannel
  readonly #source: Channel
  readonly #ticker: ChannelTicker
  readonly #onWatched: EveryOptions['onWatched']
  readonly #onEmpty: EveryOptions['onEmpty']
  #groups: Group[] = []
  /** When ingest accepted the newest update. */
  #at = 0

  constructor({ base, source, kind, ticker, onWatched, onEmpty }: EveryOptions) {
    this.match = base.match
    this.base = base
    this.kind = kind
    this.#source = source
    this.#ticker = ticker
    this.#onWatched = onWatched
    this.#onEmpty = onEmpty
  }

  get log(): ChannelLog {
    return this.#source.log
  }

  get isClosed(): boolean {
    return this.#source.isClosed
  }

  get size(): number {
    return this.#groups.reduce((sum, { members }) => sum + members.size, 0)
  }

  isAhead(position: Position): boolean {
    return this.#source.isAhead(position)
  }

  join(member: TickMember, position?: Position): Part | undefined {
    if (this.size === 0) {
      if (this.#source.join(this) === undefined) return undefined
      this.#onWatched(this)
    }
    this.#place(member, position !== undefined && this.isAhead(position) ? position : undefined)
    return welcome(this, position)
  }

  leave(member: TickMember): void {
    this.#take(member)
    if (this.size > 0) return
    this.#source.leave(this)
    this.#onEmpty(this)
  }

  told(member: TickMember): void {
    this.#place(member, undefined)
  }

  deliver(_source: Channel, { at }: RoomUpdate): void {
    this.#at = at
    this.#ticker.add(this)
  }

  replace(_source: Channel, jump: Jump): void {
    const { log } = this
    const [ahead, behind] = this.#split()
    this.#groups = [...ahead, ...together(log, behind)]
    for (const { members } of behind) for (const member of members) member.replace(this, jump)
  }

  gone(): void {
    const members = this.#groups.flatMap((group) => [...group.members])
    this.#groups = []
    this.#onEmpty(this)
    for (const member of members) member.gone(this)
  }

  tell(each: (member: TickMember, change: TickChange) => void): void {
    if (this.#groups.length === 0) return
    const { log } = this
    const [ahead, behind] = this.#split()
    // A group that is told nothing keeps its seq: a viewer who lost what led the others here must see the hole.
    const same: Group[] = []
    const told: Group[] = []
    for (const group of behind) {
      const before = group.state ?? log.stateAt(group.seq)
      const change = before && this.#changeFrom(before, group.seq)
      if (before !== undefined && change === undefined) same.push({ ...group, state: before })
      else told.push(group)
      for (const member of group.members) {
        if (before === undefined) member.replace(this, { reason: 'resync', after: group.seq })
        else if (change !== undefined) each(member, change)
      }
    }
    this.#groups = [...ahead, ...same, ...together(log, told)]
  }

  #changeFrom(before: object, after: number): TickChange | undefined {
    const { log } = this
    const state = log.state()
    const patch = diff(before, state)
    if (patch === undefined) return undefined
    return {
      channel: this,
      after,
      seq: log.seq,
      at: this.#at,
      patch: JSON.stringify(this.kind.view === 'score' ? anchored(patch, state as ScoreState) : patch),
      missed: missedText(log, after),
    }
  }

  /** Those who have more than the channel has reached, and the others. */
  #split(): readonly [readonly Group[], readonly Group[]] {
    const { log } = this
    const isAhead = (group: Group) => isNewer(group, log)
    return [this.#groups.filter(isAhead), this.#groups.filter((group) => !isAhead(group))]
  }

  /** Puts a member with those who have the same state. @param ahead what it has, if that is more than the channel has reached */
  #place(member: TickMember, ahead: Position | undefined): void {
    this.#take(member)
    const { log } = this
    const { epoch, seq } = ahead ?? log
    const state = ahead === undefined ? log.state() : undefined
    const known = this.#groups.find((group) =>
      state === undefined || group.state === undefined
        ? group.epoch === epoch && group.seq === seq
        : group.epoch === epoch && diff(group.state, state) === undefined,
    )
    if (known !== undefined) known.members.add(member)
    else this.#groups.push({ epoch, seq, state, members: new Set([member]) })
  }

  #take(member: TickMember): void {
    for (const { members } of this.#groups) members.delete(member)
    this.#groups = this.#groups.filter(({ members }) => members.size > 0)
  }
}

/** One group of all who have been told the newest state. The largest takes the others in, so that few are moved. */
function together(log: ChannelLog, groups: readonly Group[]): Group[] {
  const [largest, ...others] = groups.toSorted((left, right) => right.members.size - left.members.size)
  if (largest === undefined) return []
  for (const { members } of others) for (const member of members) largest.members.add(member)
  return [{ epoch: log.epoch, seq: log.seq, state: log.state(), members: largest.members }]
}
