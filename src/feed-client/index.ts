/** `@touchline/client/feed`: a feed in Node, Bun, Deno or a browser. No dependencies. */
export type { MatchEvent } from '../match/event.ts'
export {
  createFeedClient,
  type FeedClient,
  type FeedClientOptions,
  type NewEvent,
  type NewFixture,
  type TimelineResult,
  type TimelineSent,
} from './feed-client.ts'
export { type FeedChange, GaveUp, QueueFull, Refused, type Sent } from './line.ts'
export type { FeedSocket, FeedSocketClass } from './socket-line.ts'
