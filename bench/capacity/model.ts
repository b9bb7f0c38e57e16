/** What one replica of each role was measured to take. CPU in µs. */
export interface Costs {
  /** A gateway: writing one update to one viewer. */
  readonly deliveryMicros: number
  /** A gateway: hearing one update of a match that somebody watches there. */
  readonly heardMicros: number
  /** A gateway that has nobody, a second. */
  readonly baseMicros: number
  /** A gateway: one viewer that nothing is told, a second. */
  readonly idleMicros: number
  /** A gateway: connecting and joining one match. */
  readonly joinMicros: number
  readonly viewerBytes: number
  readonly deliveryBytes: number
  readonly ingestMicros: number
  readonly postgresMicros: number
  /** Redis: one update with one gateway that listens; and each gateway more. */
  readonly redisMicros: number
  readonly redisMicrosOfGateway: number
}

/** Who watches what. */
export interface Audience {
  readonly viewers: number
  /** Being played at once. */
  readonly matches: number
  /** Of one match, a second. */
  readonly updatesPerSecond: number
  /** Matches that one viewer follows. */
  readonly followed: number
}

/** What one gateway process may have. */
export interface GatewayBounds {
  /** Of a core, so that a goal and a restart next door find room. */
  readonly share: number
  readonly maxConnections: number
}

export const BOUNDS: GatewayBounds = { share: 0.6, maxConnections: 15_000 }

/** Ethernet, IP, TCP and what acknowledges them. */
const PACKET_BYTES = 120
const CORE_MICROS = 1_000_000

export interface Plan {
  readonly deliveriesPerSecond: number
  readonly updatesPerSecond: number
  readonly gateways: number
  /** What there must be so many gateways for. */
  readonly bound: 'connections' | 'CPU'
  readonly gatewayShare: number
  readonly gatewayGigabytes: number
  readonly ingestCores: number
  readonly postgresCores: number
  readonly redisCores: number
  readonly egressGigabits: number
  /** How long everybody takes to come, if all come at once and each gateway lets in what its share allows. */
  readonly refreshSeconds: number
}

/** CPU of one gateway, in µs a second. Every gateway has all matches at worst. */
export function gatewayMicros(costs: Costs, audience: Audience, gateways: number): number {
  const { viewers, matches, updatesPerSecond, followed } = audience
  const deliveries = (viewers * followed * updatesPerSecond) / gateways
  const heard = matches * updatesPerSecond
  const waiting = (viewers / gateways) * costs.idleMicros
  return costs.baseMicros + deliveries * costs.deliveryMicros + heard * costs.heardMicros + waiting
}

/** @throws if hearing of all matches alone is more than a gateway has */
export function plan(costs: Costs, audience: Audience, { share, maxConnections }: GatewayBounds = BOUNDS): Plan {
  const { viewers, matches, updatesPerSecond, followed } = audience
  const updates = matches * updatesPerSecond
  const deliveries = viewers * followed * updatesPerSecond
  const roomMicros = share * CORE_MICROS - costs.baseMicros - updates * costs.heardMicros
  if (roomMicros <= 0) throw new Error(`${updates} updates a second are more than one gateway can hear`)
  const byCpu = (deliveries * costs.deliveryMicros + viewers * costs.idleMicros) / roomMicros
  const byConnections = viewers / maxConnections
  const gateways = Math.max(1, Math.ceil(Math.max(byCpu, byConnections)))
  return {
    deliveriesPerSecond: deliveries,
    updatesPerSecond: updates,
    gateways,
    bound: byCpu > byConnections ? 'CPU' : 'connections',
    gatewayShare: gatewayMicros(costs, audience, gateways) / CORE_MICROS,
    gatewayGigabytes: ((viewers / gateways) * costs.viewerBytes) / 2 ** 30,
    ingestCores: (updates * costs.ingestMicros) / CORE_MICROS,
    postgresCores: (updates * costs.postgresMicros) / CORE_MICROS,
    redisCores: (updates * (costs.redisMicros + (gateways - 1) * costs.redisMicrosOfGateway)) / CORE_MICROS,
    egressGigabits: (deliveries * (costs.deliveryBytes + PACKET_BYTES) * 8) / 1e9,
    refreshSeconds: ((viewers / gateways) * costs.joinMicros) / (share * CORE_MICROS),
  }
}
