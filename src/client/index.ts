/** Touchline in a browser (or Node): follow matches live. No dependencies. */
export { clockMsAt as clockMs } from '../match/clock.ts'
export type { MatchEvent } from '../match/event.ts'
export type {
  Clock,
  ClockShow,
  Fixture,
  Mark,
  MatchState,
  PartScore,
  Pending,
  PeriodScore,
  Result,
  ResultMethod,
  Score,
  Scoreline,
  ScoreState,
  Side,
  SideLine,
  Status,
  Team,
} from '../match/state.ts'
export type { Correction, Position, UpdateMessage, View, ViewUpdate } from '../protocol/messages.ts'
export { clockLabel, progressLabel } from '../sports/labels.ts'
export type { BoardEvents, BoardSubscription } from './board-subscription.ts'
export {
  type BoardOptions,
  type Client,
  type ClientEvents,
  type ClientOptions,
  createClient,
  type SubscribeOptions,
} from './client.ts'
export type { Socket, SocketClass } from './connection/socket.ts'
export type { GetToken } from './connection/token/get-token.ts'
export type { Unreachable } from './connection/unreachable.ts'
export type { TransportName } from './connection/ways/way-names.ts'
export type { Held, TakenSnapshot } from './following/followed-match.ts'
export type { HeldIn, ScoreUpdate, SnapshotIn, StateIn, UpdateIn } from './in-view.ts'
export type { MatchEvents, MatchSubscription } from './match-subscription.ts'
export {
  type MatchUpdate,
  type SportEvent,
  type SportName,
  type SportState,
  type UnknownSport,
  unknownSport,
} from './sport-state.ts'
export type * from './sport-types.ts'
export { KNOWN_SPORTS } from './sport-types.ts'
export type { BoardCode, BoardStatus, ClientStatus, MatchCode, MatchStatus, StaleReason } from './status.ts'
