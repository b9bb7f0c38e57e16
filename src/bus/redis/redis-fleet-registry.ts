import { FLEET_TTL_MS, type FleetMember, type FleetRegistry } from '../fleet-registry.ts'
import type { RedisCommands } from './redis-client.ts'

export function createRedisFleetRegistry(commands: RedisCommands, prefix: string): FleetRegistry {
  return {
    async announce(member) {
      const fleet = await commands.touchlineAnnounce(`${prefix}fleet`, FLEET_TTL_MS, member.id, JSON.stringify(member))
      return fleet.map((description) => JSON.parse(description) as FleetMember)
    },
  }
}
