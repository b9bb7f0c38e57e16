import { WebSocket } from 'ws'
import { type Client, createClient, type MatchSubscription } from '../../../src/client/index.ts'
import type { Shown } from '../../support/scoreboard.ts'
import { Diary, type Tally, type Viewer } from './viewer.ts'

interface Followed {
  readonly subscription: MatchSubscription
  epoch: string | undefined
  seq: number | undefined
}

/** A viewer as web pages have it: through the SDK, which must never show a step twice, nor miss one, nor go back. */
export class SdkViewer implements Viewer {
  readonly kind = 'sdk'
  readonly delayMs = 0
  readonly name: string
  readonly diary = new Diary()
  readonly #client: Client
  readonly #tally: Tally
  readonly #followed = new Map<string, Followed>()
  readonly #left = new Map<string, Shown>()

  constructor(name: string, url: string, tally: Tally) {
    this.name = name
    this.#tally = tally
    const { diary } = this
    class CountedSocket extends WebSocket {
      constructor(address: string, protocols?: string | string[]) {
        super(address, protocols, { perMessageDeflate: false })
        tally.connects += 1
        diary.note('connects')
      }
    }
    this.#client = createClient({ url, WebSocket: CountedSocket })
    this.#client.on('status', (status) => {
      diary.note(`status ${JSON.stringify(status)}`)
      if (status.kind === 'closed' && status.code !== 1000) {
        tally.troubles.push({ kind: 'refused', text: `${name} was closed for good: ${status.code} ${status.reason}` })
      }
    })
  }

  get matches(): ReadonlySet<string> {
    return new Set(this.#followed.keys())
  }

  follow(match: string): void {
    if (this.#followed.has(match)) return
    const seen = this.#left.get(match)
    const subscription = this.#client.subscribe(match, seen && { from: seen })
    const { epoch, seq } = seen ?? subscription
    const followed: Followed = { subscription, epoch, seq }
    this.#followed.set(match, followed)
    subscription.on('update', ({ message: { seq } }) => {
      this.#tally.updates += 1
      this.diary.note(`${match} update ${seq}`)
      const before = followed.seq ?? -1
      if (seq !== before + 1) this.#complain(seq <= before ? 'repeated' : 'skipped', `${match}: ${seq} after ${before}`)
      followed.seq = seq
    })
    subscription.on('snapshot', ({ reason }) => {
      const { seq = -1 } = subscription
      this.#tally.snapshots += 1
      this.diary.note(`${match} snapshot ${seq} (${reason})`)
      const before = followed.seq ?? -1
      // Where the history changed, it may go on from an earlier seq. `[W17]`
      const isSame = followed.epoch === subscription.epoch
      if (isSame && seq <= before) this.#complain('went-back', `${match}: a snapshot at ${seq} after ${before}`)
      followed.epoch = subscription.epoch
      followed.seq = seq
    })
    subscription.on('status', (status) => this.diary.note(`${match} status ${JSON.stringify(status)}`))
  }

  leave(match: string): void {
    const shown = this.shown(match)
    if (shown) this.#left.set(match, shown)
    this.#followed.get(match)?.subscription.close()
    this.#followed.delete(match)
  }

  shown(match: string): Shown | undefined {
    const { epoch, seq, state } = this.#followed.get(match)?.subscription ?? {}
    return epoch === undefined || seq === undefined || state === undefined ? undefined : { epoch, seq, state }
  }

  close(): void {
    this.#client.close()
  }

  #complain(kind: 'repeated' | 'skipped' | 'went-back', text: string): void {
    this.#tally.troubles.push({ kind, text: `${this.name}, ${text}` })
  }
}
