import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { type Client, createClient, type MatchSubscription } from '../../src/client/index.ts'
import { answer, settings } from '../common/worker.ts'

/** Viewers that use the SDK, as web pages do. */
export interface RollingViewersSettings {
  /** The load balancer's address. */
  readonly url: string
  readonly viewers: number
  readonly matches: readonly string[]
  /** How many matches each viewer follows. The next viewer follows the next ones. */
  readonly matchesPerViewer: number
}

/** What all viewers saw since they joined. */
export interface SeenByViewers {
  readonly updates: number
  /** How many seqs never came. */
  readonly missed: number
  /** How many seqs came twice, or out of order. */
  readonly duplicated: number
  /** Resumes that were answered with a whole state instead of the missed updates. */
  readonly startedOver: number
  /** Whole states for viewers that were too slow for updates, `[W4]`: then the machine is too busy. */
  readonly conflated: number
  /** Viewers that have not reached the newest seq of a match. */
  readonly behind: number
  /** From the moment ingest accepted an update to the moment the last viewer had it, moves included. */
  readonly longestDelayMs: number
}

/** What happened to the connections since `mark`. */
export interface Moves {
  /** The time of every attempt to connect, in ms since the epoch. */
  readonly connectedAt: readonly number[]
  /** The advice that viewers received. */
  readonly afterMs: readonly number[]
  /** The longest time for which this process stood still. Viewers that were due meanwhile connect together. */
  readonly stallMs: number
}

const ARRIVALS_PER_STEP = 20
const STEP_MS = 100
/** A message with advice is short, so longer ones are not searched for it. */
const ADVICE_BYTES = 200

const { url, viewers, matches, matchesPerViewer } = settings<RollingViewersSettings>()
const seen = { updates: 0, missed: 0, duplicated: 0, startedOver: 0, conflated: 0, longestDelayMs: 0 }
const subscriptions: MatchSubscription[] = []
let connectedAt: number[] = []
let afterMs: number[] = []
const stalls = monitorEventLoopDelay({ resolution: 10 })
stalls.enable()

class WatchedSocket extends WebSocket {
  constructor(address: string, protocols?: string | string[]) {
    super(address, protocols, { perMessageDeflate: false })
    connectedAt.push(Date.now())
    this.on('message', (data: Buffer) => {
      if (data.length > ADVICE_BYTES || !data.includes('"op":"reconnect"')) return
      afterMs.push((JSON.parse(data.toString()) as { afterMs: number }).afterMs)
    })
  }
}

function follow(client: Client, match: string): void {
  const subscription = client.subscribe(match)
  subscriptions.push(subscription)
  let last: number | undefined
  subscription.on('update', ({ message: { seq, at } }) => {
    seen.updates += 1
    const step = seq - (last ?? seq - 1)
    if (step > 1) seen.missed += step - 1
    if (step < 1) seen.duplicated += 1
    seen.longestDelayMs = Math.max(seen.longestDelayMs, Date.now() - at)
    last = seq
  })
  subscription.on('snapshot', ({ reason }) => {
    if (reason === 'conflated') seen.conflated += 1
    else if (last !== undefined) seen.startedOver += 1
    last = subscription.seq
  })
}

async function open(): Promise<void> {
  for (let n = 0; n < viewers; n += 1) {
    const client = createClient({ url, WebSocket: WatchedSocket })
    for (let k = 0; k < matchesPerViewer; k += 1) follow(client, matches[(n + k) % matches.length] as string)
    if (n % ARRIVALS_PER_STEP === ARRIVALS_PER_STEP - 1) await pause(STEP_MS)
  }
  while (subscriptions.some(({ status }) => status.kind !== 'live')) await pause(STEP_MS)
}

answer({
  open,
  mark: () => {
    connectedAt = []
    afterMs = []
    stalls.reset()
  },
  moves: (): Moves => ({ connectedAt, afterMs, stallMs: stalls.max / 1e6 }),
  seen: ({ heads }: { heads: Readonly<Record<string, number>> }): SeenByViewers => ({
    ...seen,
    behind: subscriptions.filter(({ match, seq }) => seq !== heads[match]).length,
  }),
})
