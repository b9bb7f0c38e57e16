import { FLEET_TTL_MS, type FleetMember, type FleetRegistry } from '../fleet-registry.ts'

/** The fleet of a single process: mostly its one gateway. */
export function createMemoryFleetRegistry(): FleetRegistry {
  const fleet = new Map<string, { readonly member: FleetMember; readonly heardAt: number }>()
  return {
    async announce(member) {
      const now = performance.now()
      fleet.set(member.id, { member, heardAt: now })
      for (const [id, { heardAt }] of fleet) if (now - heardAt > FLEET_TTL_MS) fleet.delete(id)
      return [...fleet.values()].map((each) => each.member)
    },
  }
}
