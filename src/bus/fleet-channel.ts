/** What gateways tell each other of: themselves, and the lists of boards that one of them has read for all. */
export type FleetTopic = 'members' | 'lists'

/**
 * Where the gateways of one installation tell each other something. Whoever listens hears it at most once, the teller too; nothing is
 * kept for who comes later.
 */
export interface FleetChannel {
  tellFleet(topic: FleetTopic, text: string): Promise<void>
  /** @param listener hears what is told from now on, or as soon as the bus is up */
  hearFleet(topic: FleetTopic, listener: (text: string) => void): void
}
