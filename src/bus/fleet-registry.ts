/** A gateway, as it describes itself to the others. */
export interface FleetMember {
  readonly id: string
  readonly viewers: number
  /** It sends its viewers away and takes no new ones. */
  readonly isDraining: boolean
}

/** A gateway that has not announced itself for this long is gone. */
export const FLEET_TTL_MS = 5_000

/** Where the gateways of one installation tell each other of themselves. */
export interface FleetRegistry {
  /**
   * Tells the fleet of this gateway, to be repeated well within `FLEET_TTL_MS`.
   *
   * @returns every gateway heard of since, this one included
   */
  announce(member: FleetMember): Promise<FleetMember[]>
}
