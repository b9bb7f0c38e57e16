/** Touchline in a browser (or Node): follow matches live. No dependencies. */
export type { BoardEvents, BoardSubscription } from './board-subscription.ts'
export {
  type BoardOptions,
  type Client,
  type ClientEvents,
  type ClientOptions,
  createClient,
  type SubscribeOptions,
} from './client.ts'
export { clockLabel, clockMs } from './clock-label.ts'
export type { Socket, SocketClass } from './connection/socket.ts'
export type { AppliedUpdate, Held, TakenSnapshot } from './following/followed-match.ts'
export type { MatchEvents, MatchSubscription } from './match-subscription.ts'
export { progressLabel } from './progress-label.ts'
export type { BoardStatus, ClientStatus, MatchStatus, StaleReason } from './status.ts'
