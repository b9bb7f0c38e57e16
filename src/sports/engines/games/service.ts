import { otherSide } from '../../../match/sides.ts'
import type { Score, Side } from '../../../match/state.ts'
import { NIL } from '../sets/score.ts'

/**
 * Who serves and who receives. ITF Rules of Tennis: 5b (in a tie-break one point, then two each; who began it receives
 * first in the next set), 14 (order of service; a new one may be chosen for each set), 15 (in doubles each player keeps
 * to one court for the set), 27c (who served a whole game out of turn: the order stays as altered).
 */
export interface Service {
  /** Serves this game; in a tie-break, its first point. */
  readonly side: Side
  /** Each side's players in the order in which they serve. */
  readonly servers: Names
  /** Each side's player in the right (even points) and in the left court. */
  readonly receivers: Names
  /** Whose turn it is within each side, an index of `servers`. */
  readonly turn: Score
}

export type Players = Readonly<Record<Side, readonly string[]>>

/** Two names a side, '' for one that nobody told. */
type Names = Players

/** What a feed says about the service, in `match_start`, `service` or with a point. */
export interface ServiceCall {
  readonly server?: Side | undefined
  readonly serverPlayer?: string | undefined
  readonly receiverPlayer?: string | undefined
  /** In the order in which they serve. */
  readonly players?: Players | undefined
}

/** The moment for which the server is asked. */
export interface ServicePoint {
  readonly isTiebreak: boolean
  /** Points played in this game or tie-break. */
  readonly played: number
  readonly doubles: boolean
  /** At a deciding point the receivers choose the court: in doubles nobody can say who receives. */
  readonly isDecidingPoint?: boolean
}

export interface OnCourt {
  readonly side: Side
  readonly player?: string
}

export function onService(service: Service, point: ServicePoint): { server: OnCourt; receiver: OnCourt } {
  const { side, turn } = serverAt(service, point)
  const other = otherSide(side)
  const size = point.doubles ? 2 : 1
  const receiver = point.doubles && point.isDecidingPoint ? undefined : service.receivers[other][point.played % size]
  return { server: onCourt(side, service.servers[side][turn % size]), receiver: onCourt(other, receiver) }
}

/** After a game or a tie-break; a tie-break counts as one game of the side that began it. */
export function nextGame(service: Service): Service {
  const { side, turn } = service
  return { ...service, side: otherSide(side), turn: { ...turn, [side]: (turn[side] + 1) % 2 } }
}

/** Takes over what the feed says about who serves now; what it leaves out stays as it follows from the order. */
export function callService(before: Service | undefined, call: ServiceCall, point: ServicePoint): Service | undefined {
  const side = call.server ?? (before && serverAt(before, point).side)
  if (side === undefined) return undefined
  const service = before ?? { side, servers: NOBODY, receivers: NOBODY, turn: NIL }
  const named = call.players ? withPlayers(service, call.players, point.doubles) : service
  const serving = turnTo(named, side, point)
  const withServer = call.serverPlayer ? nameServer(serving, call.serverPlayer, point) : serving
  return call.receiverPlayer ? nameReceiver(withServer, call.receiverPlayer, point) : withServer
}

const NOBODY: Names = { home: ['', ''], away: ['', ''] }

function serverAt({ side, turn }: Service, { isTiebreak, played }: ServicePoint): { side: Side; turn: number } {
  const changes = isTiebreak ? (played + 1) >> 1 : 0
  const current = changes % 2 === 0 ? side : otherSide(side)
  return { side: current, turn: turn[current] + (changes >> 1) }
}

/** A single player serves and receives; of a pair only the order of service follows from the list. */
function withPlayers(service: Service, players: Players, doubles: boolean): Service {
  const servers = { home: pairOf(players.home), away: pairOf(players.away) }
  return { ...service, servers, ...(!doubles && { receivers: servers }), turn: NIL }
}

function pairOf([first = '', second = '']: readonly string[]): readonly string[] {
  return [first, second]
}

/** Makes `side` the one that serves this point, whoever's turn it was. */
function turnTo(service: Service, side: Side, point: ServicePoint): Service {
  return serverAt(service, point).side === side ? service : { ...service, side: otherSide(service.side) }
}

function nameServer(service: Service, player: string, point: ServicePoint): Service {
  const { side, turn } = serverAt(service, point)
  if (!point.doubles) return nameSingle(service, side, player)
  const { servers } = service
  const pair = servers[side]
  if (pair[turn % 2] === player) return service
  if (pair.includes(player)) return { ...service, turn: { ...service.turn, [side]: (service.turn[side] + 1) % 2 } }
  return { ...service, servers: { ...servers, [side]: pair.with(turn % 2, player) } }
}

function nameReceiver(service: Service, player: string, point: ServicePoint): Service {
  const side = otherSide(serverAt(service, point).side)
  if (!point.doubles) return nameSingle(service, side, player)
  const { servers, receivers } = service
  const court = point.played % 2
  const partner = servers[side].find((name) => name !== player) ?? ''
  return { ...service, receivers: { ...receivers, [side]: [partner, partner].with(court, player) } }
}

function nameSingle(service: Service, side: Side, player: string): Service {
  const alone = [player, '']
  const { servers, receivers } = service
  return { ...service, servers: { ...servers, [side]: alone }, receivers: { ...receivers, [side]: alone } }
}

function onCourt(side: Side, player: string | undefined): OnCourt {
  return { side, ...(player && { player }) }
}
