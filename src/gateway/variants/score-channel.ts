import type { Position } from '../../protocol/messages.ts'
import type { Part } from '../delivery/deflate.ts'
import { type BaseChannel, type Channel, type Jump, type Member, welcome } from '../rooms/channel.ts'
import { Members } from '../rooms/members.ts'
import { RoomUpdate } from '../rooms/room-update.ts'
import type { Kind } from './kind.ts'
import { ScoreLog, ScoreTranslator } from './score-log.ts'

/**
 * A match, live or delayed, in view `score`. A member of that channel for as long as somebody watches the view: it makes each
 * update once for all of them, and passes over those in which nothing is shown.
 */
export class ScoreChannel implements Channel, Member {
  readonly match: string
  readonly kind: Kind = { view: 'score', everyMs: 0 }
  readonly base: BaseChannel
  readonly #members = new Members()
  #log: ScoreLog
  #translator: ScoreTranslator

  constructor(base: BaseChannel) {
    this.match = base.match
    this.base = base
    this.#log = new ScoreLog(base.log)
    this.#translator = new ScoreTranslator(base.log.state(), base.log.seq)
  }

  get log(): ScoreLog {
    return this.#log
  }

  get isClosed(): boolean {
    return this.base.isClosed
  }

  get size(): number {
    return this.#members.size
  }

  isAhead(position: Position): boolean {
    return this.base.isAhead(position)
  }

  join(member: Member, position?: Position): Part | undefined {
    if (this.#members.size === 0) {
      if (this.base.join(this) === undefined) return undefined
      this.#begin()
    }
    this.#members.add(member, position !== undefined && this.isAhead(position) ? position : undefined)
    return welcome(this, position)
  }

  leave(member: Member): void {
    this.#members.delete(member)
    if (this.#members.size === 0) this.base.leave(this)
  }

  deliver(_base: Channel, update: RoomUpdate): void {
    const text = this.#translator.translate(update)
    if (text !== undefined) this.#members.deliver(this, new RoomUpdate(update.seq, text, this.base.log.matchEpoch))
  }

  replace(_base: Channel, jump: Jump): void {
    this.#begin()
    this.#members.replace(this, jump)
  }

  gone(): void {
    const members = [...this.#members]
    this.#members.clear()
    for (const member of members) member.gone(this)
  }

  #begin(): void {
    const { log } = this.base
    this.#log = new ScoreLog(log)
    this.#translator = new ScoreTranslator(log.state(), log.seq)
  }
}
