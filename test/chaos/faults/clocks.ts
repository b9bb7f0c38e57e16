import type { Fault } from './fault.ts'

/** How far a wall clock is set, in seconds: by hand, by a time server that is wrong, by a machine that slept. */
const STEPS_S = [3_600, 600, 40, 3, -3, -40, -3_600]

/** The wall clock of one server process is set, and later put right. `[W15]` */
export const FAULTS_OF_CLOCKS: readonly Fault[] = (['gateways', 'ingests'] as const).map((group) => ({
  name: `clock of one of the ${group} set`,
  plan: (world, random) => {
    const { name, clock } = random.pick(world[group])
    const seconds = random.pick(STEPS_S)
    return { targets: [name], inject: () => clock.set(seconds), heal: () => clock.set(0) }
  },
}))
