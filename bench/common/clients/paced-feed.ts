import { performance } from 'node:perf_hooks'
import { createMatch, expectStatus, openFeed, type RawFeed } from './raw-feed.ts'

/** A feed that sends without waiting for earlier answers: each request takes an idle connection, or opens one. */
export class FeedPool {
  readonly #port: number
  readonly #idle: RawFeed[] = []

  constructor(port: number) {
    this.#port = port
  }

  createMatch(match: string): Promise<void> {
    return this.#withFeed((feed) => createMatch(feed, match))
  }

  async postEvent(match: string, event: object): Promise<void> {
    const body = JSON.stringify(event)
    await this.#withFeed((feed) => expectStatus(feed.send('POST', `/v1/matches/${match}/events`, body), 201))
  }

  async #withFeed<T>(use: (feed: RawFeed) => Promise<T>): Promise<T> {
    const feed = this.#idle.pop() ?? (await openFeed(this.#port))
    const result = await use(feed)
    this.#idle.push(feed)
    return result
  }
}

/** Calls `send` with 0, 1, 2 … at a fixed pace, answered or not, until `isOver` says so. @returns when all are answered */
export async function sendAtPace(
  perSecond: number,
  isOver: (sent: number) => boolean,
  send: (n: number) => Promise<void>,
): Promise<void> {
  const sent: Promise<void>[] = []
  const startedAt = performance.now()
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = ((performance.now() - startedAt) / 1_000) * perSecond
      while (sent.length < due && !isOver(sent.length)) sent.push(send(sent.length))
      if (!isOver(sent.length)) return
      clearInterval(timer)
      resolve()
    }, 1)
  })
  await Promise.all(sent)
}
