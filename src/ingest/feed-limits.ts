import type { Allowance } from '../bus/allowance.ts'
import { TokenBucket, type TokenRate } from '../http/token-bucket.ts'

export interface FeedLimitsOptions {
  /** Requests and messages a second that one feed may send, over all its lines, to all replicas. */
  readonly ratePerSecond: number
  /** Absent in a process that is alone. */
  readonly allowance?: Allowance | undefined
  readonly patienceMs?: number
}

/** The part of a second's tokens that a replica takes at once: a busy feed costs some twenty questions a second. */
const SHARE = 1 / 20
/** Tokens that were taken and not used for this long are dropped: they were taken from the other replicas. */
const KEPT_MS = 1_000
/** After an answer with too few tokens, the feed's requests are refused for this long without asking: a flood must not become a flood of questions. */
const PAUSE_MS = 25
/** Without an answer in this time, the replica decides alone. */
const PATIENCE_MS = 250

/** One feed, as this replica knows it. */
interface Account {
  /** Taken and not used yet. */
  tokens: number
  takenAt: number
  /** Until then the shared bucket is known to be empty. */
  emptyUntil: number
  isAsking: boolean
  waiting: ((mayGo: boolean) => void)[]
  /** What counts while the shared bucket is away. */
  readonly alone: TokenBucket
}

/**
 * `[H19]` How much each feed may still send. Tokens come from one bucket that all replicas share, some at a time; while that is away, each
 * replica has a bucket of its own.
 */
export class FeedLimits {
  readonly #allowance: Allowance | undefined
  readonly #rate: TokenRate
  readonly #patienceMs: number
  /** By name of the feed: as many as feeds that ever had a key. */
  readonly #accounts = new Map<string, Account>()

  constructor({ ratePerSecond, allowance, patienceMs = PATIENCE_MS }: FeedLimitsOptions) {
    this.#allowance = allowance
    this.#rate = { perSecond: ratePerSecond, burst: ratePerSecond }
    this.#patienceMs = patienceMs
  }

  get ratePerSecond(): number {
    return this.#rate.perSecond
  }

  /** Takes a token for one request. @returns false if the feed has none left; a promise only if the shared bucket must be asked */
  takeTurn(feed: string): boolean | Promise<boolean> {
    const account = this.#accountOf(feed)
    const allowance = this.#allowance
    if (allowance === undefined) return account.alone.take()
    const now = performance.now()
    if (account.tokens > 0 && now - account.takenAt <= KEPT_MS) {
      account.tokens -= 1
      return true
    }
    if (now < account.emptyUntil) return false
    return new Promise((resolve) => {
      account.waiting.push(resolve)
      if (!account.isAsking) void this.#ask(allowance, feed, account)
    })
  }

  /** Asks for a token for each request that waits, and for some more; then again for the requests that came meanwhile. */
  async #ask(allowance: Allowance, feed: string, account: Account): Promise<void> {
    account.isAsking = true
    while (account.waiting.length > 0) {
      const wanted = Math.max(Math.ceil(this.#rate.perSecond * SHARE), account.waiting.length)
      const granted = await this.#inTime(allowance.takeTokens(feed, this.#rate, wanted))
      if (granted === undefined) {
        for (const answer of account.waiting.splice(0)) answer(account.alone.take())
        continue
      }
      const served = account.waiting.splice(0, granted)
      for (const answer of served) answer(true)
      account.tokens = granted - served.length
      account.takenAt = performance.now()
      if (granted >= wanted) continue
      account.emptyUntil = performance.now() + PAUSE_MS
      for (const answer of account.waiting.splice(0)) answer(false)
    }
    account.isAsking = false
  }

  /** @returns undefined if there was no answer */
  async #inTime(question: Promise<number>): Promise<number | undefined> {
    const { promise: late, resolve } = Promise.withResolvers<undefined>()
    const timer = setTimeout(resolve, this.#patienceMs, undefined)
    try {
      return await Promise.race([question.catch(() => undefined), late])
    } finally {
      clearTimeout(timer)
    }
  }

  #accountOf(feed: string): Account {
    const known = this.#accounts.get(feed)
    if (known !== undefined) return known
    const alone = new TokenBucket(this.#rate)
    const account: Account = { tokens: 0, takenAt: 0, emptyUntil: 0, isAsking: false, waiting: [], alone }
    this.#accounts.set(feed, account)
    return account
  }
}
