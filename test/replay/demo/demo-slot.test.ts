import { expect, it } from 'vitest'
import type { FeedClient } from '../../../src/feed-client/feed-client.ts'
import { playSlot } from '../../../src/replay/demo/demo-slot.ts'
import { fakeClock } from '../fake-clock.ts'

const BETWEEN_MATCHES_MS = 20_000

/** Plays the slot until it has waited for its next match this many times. */
async function playMatches(count: number) {
  const stop = new AbortController()
  const clock = fakeClock()
  const matches: string[] = []
  const client: Pick<FeedClient, 'putFixture' | 'readLog' | 'send'> = {
    async putFixture({ match }) {
      matches.push(match)
    },
    readLog: async () => [],
    send: async () => ({ id: 'e', status: 'applied' }),
  }
  const playing = playSlot(
    { files: ['world-cup-final-2022', 'var-drama'], speed: 60, startsAt: 0 },
    {
      index: 3,
      client: client as FeedClient,
      signal: stop.signal,
      onRefused() {},
      clock: {
        now: clock.now,
        async pause(ms, signal) {
          await clock.pause(ms, signal)
          if (clock.pauses.filter((pause) => pause === BETWEEN_MATCHES_MS).length === count) stop.abort()
          signal.throwIfAborted()
        },
      },
    },
  )
  await expect(playing).rejects.toThrow('aborted')
  return { matches, pauses: clock.pauses }
}

it('plays one match after the other, each with an id of its own, and leaves each result for 20 seconds', async () => {
  const { matches, pauses } = await playMatches(3)
  expect(matches.map((match) => match.replace(/-[^-]+$/, ''))).toEqual([
    'world-cup-final-2022',
    'var-drama',
    'world-cup-final-2022',
  ])
  expect(new Set(matches).size).toBe(3)
  expect(pauses.filter((ms) => ms === BETWEEN_MATCHES_MS)).toHaveLength(3)
  expect(pauses.at(-1)).toBe(BETWEEN_MATCHES_MS)
})

it('lets nobody wait longer than six seconds for what happens next, not even at half-time', async () => {
  const { pauses } = await playMatches(1)
  expect(pauses.at(-1)).toBe(BETWEEN_MATCHES_MS)
  expect(Math.max(...pauses.slice(0, -1))).toBe(6_000)
})
