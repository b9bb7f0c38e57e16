import type { MatchEvent } from '../../src/match/event.ts'
import { createMatch, expectStatus, type RawFeed } from '../common/clients/raw-feed.ts'
import { longFootball } from '../common/long-matches.ts'

/** The most events that one request may have. */
const EVENTS_PER_REQUEST = 500

/** The start of the match and of its first half, then this many events that a feed may correct. */
export function footballEvents(length: number): readonly MatchEvent[] {
  return longFootball(length).events.map(({ event }) => event)
}

/** How many events of `footballEvents` come first and only say that play begins. */
export const STARTS = 2

/** Creates the match and sends all events. */
export async function fillMatch(feed: RawFeed, match: string, events: readonly MatchEvent[]): Promise<void> {
  await createMatch(feed, match)
  for (let at = 0; at < events.length; at += EVENTS_PER_REQUEST) {
    const body = JSON.stringify(events.slice(at, at + EVENTS_PER_REQUEST))
    const answer = await expectStatus(feed.send('POST', `/v1/matches/${match}/events`, body), 200)
    if (answer.includes('"rejected"')) throw new Error(`an event was rejected: ${answer.slice(0, 500)}`)
  }
}
