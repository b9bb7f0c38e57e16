import type { Position } from '../../protocol/messages.ts'
import type { Changes } from '../bus.ts'
import type { RedisCommands } from './redis-client.ts'
import { fleetKey } from './redis-scripts.ts'

/** Changes of this long are written together, so that a busy match costs no call for each. */
const TOGETHER_MS = 500
/** Longer than a gateway goes without asking; one that did not ask for longer compares everything. */
const KEPT_MS = 20_000
/** The set itself is kept this long after the last change, because the score of the next one continues from its newest. */
const TIME_TO_LIVE_MS = 3 * 24 * 3_600_000
/** If more matches than this wait to be written, all are dropped: gateways compare with the database, too. */
const MAX_NOTED = 20_000

/** The log of where matches have come to lately, one for all: whoever asks what has changed since learns it by one call. */
export class RedisChanges {
  readonly #commands: Pick<RedisCommands, 'touchlineNote' | 'zrangebyscore'>
  readonly #key: string
  #noted = new Map<string, Position>()
  #timer: NodeJS.Timeout | undefined

  constructor(commands: Pick<RedisCommands, 'touchlineNote' | 'zrangebyscore'>, prefix: string) {
    this.#commands = commands
    this.#key = fleetKey(prefix, 'changes')
  }

  /** A match has been published up to here. */
  note(match: string, position: Position): void {
    if (this.#noted.size >= MAX_NOTED) this.#noted.clear()
    this.#noted.set(match, position)
    this.#timer ??= setTimeout(() => this.#write(), TOGETHER_MS).unref()
  }

  async read(after: number | undefined): Promise<Changes> {
    const from = after === undefined ? '-inf' : `(${after}`
    const found = await this.#commands.zrangebyscore(this.#key, from, '+inf', 'WITHSCORES')
    const heads = new Map<string, Position>()
    let next = after
    for (let at = 0; at + 1 < found.length; at += 2) {
      const [epoch = '', seq, match = ''] = (found[at] as string).split(' ')
      heads.set(match, { epoch, seq: Number(seq) })
      next = Number(found[at + 1])
    }
    return { heads, next }
  }

  #write(): void {
    this.#timer = undefined
    const entries = [...this.#noted].map(([match, { epoch, seq }]) => `${epoch} ${seq} ${match}`)
    this.#noted = new Map()
    // What is lost here was heard by nearly all, and the database is compared with the rooms, too.
    this.#commands.touchlineNote(this.#key, KEPT_MS, TIME_TO_LIVE_MS, ...entries).catch(() => {})
  }
}
