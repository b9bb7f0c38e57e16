import { isNewer } from '../../bus/bus.ts'
import type { Position } from '../../protocol/messages.ts'
import type { Channel, Jump, Member } from './channel.ts'
import type { RoomUpdate } from './room-update.ts'

/** The members of a channel. Some may have seen more than the channel has reached: they wait until it gets there. `[W1]` */
export class Members {
  readonly #members = new Set<Member>()
  /** Those who are ahead, with what they have. */
  readonly #ahead = new Map<Member, Position>()

  get size(): number {
    return this.#members.size
  }

  [Symbol.iterator](): Iterator<Member> {
    return this.#members.values()
  }

  /** @param ahead what the member has, if that is more than the channel has reached */
  add(member: Member, ahead?: Position): void {
    this.#members.add(member)
    if (ahead === undefined) this.#ahead.delete(member)
    else this.#ahead.set(member, ahead)
  }

  delete(member: Member): void {
    this.#members.delete(member)
    this.#ahead.delete(member)
  }

  clear(): void {
    this.#members.clear()
    this.#ahead.clear()
  }

  deliver(channel: Channel, update: RoomUpdate): void {
    if (this.#ahead.size === 0) {
      for (const member of this.#members) member.deliver(channel, update)
      return
    }
    const position = { epoch: channel.log.epoch, seq: update.seq }
    for (const member of this.#members) if (!this.#hasReached(member, position)) member.deliver(channel, update)
  }

  replace(channel: Channel, jump: Jump): void {
    for (const member of this.#members) if (!this.#hasReached(member, channel.log)) member.replace(channel, jump)
  }

  /** True for a member who was ahead and has this position, or more, already. */
  #hasReached(member: Member, position: Position): boolean {
    const has = this.#ahead.get(member)
    if (has === undefined) return false
    if (!isNewer(has, position)) this.#ahead.delete(member)
    return !isNewer(position, has)
  }
}
