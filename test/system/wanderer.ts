import { expect } from 'vitest'
import type { SeededRandom } from '../support/seeded-random.ts'
import { connectClient, type SocketClient } from '../support/socket-client.ts'
import type { TestServer } from '../support/start-server.ts'

/** A viewer who comes back, to any gateway, with the position it had. */
export class Wanderer {
  readonly matches: readonly string[]
  readonly #gateways: readonly TestServer[]
  readonly #random: SeededRandom
  #client: SocketClient | undefined
  /** Matches that were continued instead of begun anew. */
  resumes = 0

  constructor(matches: readonly string[], gateways: readonly TestServer[], random: SeededRandom) {
    this.matches = matches
    this.#gateways = gateways
    this.#random = random
  }

  /** Connects, or hangs up and comes back. */
  async wander(): Promise<void> {
    const before = this.#client
    if (before && this.#random.chance(0.5)) before.socket.terminate()
    else before?.socket.close()
    await before?.closed
    // Some have lost what they had.
    const remembers = before !== undefined && this.#random.chance(0.9)
    const { liveUrl } = this.#random.pick(this.#gateways)
    this.#client = await connectClient(liveUrl, remembers ? { before: before.scoreboard } : {})
    const { scoreboard } = this.#client
    const answer = await this.#client.subscribe(...this.matches.map((match) => scoreboard.positionOf(match)))
    expect(answer.rejected).toEqual([])
    this.resumes += answer.matches.filter((joined) => 'updates' in joined).length
  }

  get client(): SocketClient {
    if (this.#client === undefined) throw new Error('the viewer has not come yet')
    return this.#client
  }
}
