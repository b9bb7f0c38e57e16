import type { FleetChannel, FleetTopic } from '../fleet-channel.ts'

/** The fleet of a single process: mostly its one gateway. */
export function createMemoryFleetChannel(): FleetChannel {
  const listeners = new Map<FleetTopic, ((text: string) => void)[]>()
  return {
    async tellFleet(topic, text) {
      for (const listener of listeners.get(topic) ?? []) listener(text)
    },
    hearFleet(topic, listener) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener])
    },
  }
}
