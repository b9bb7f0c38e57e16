import type { Scenario } from '../common/scenario.ts'
import { atMost, info } from '../common/table.ts'
import { watchIdleFleet } from './idle-fleet.ts'

const GATEWAYS = 4
const ROOMS = 500
const SECONDS = 60

export const fleet: Scenario = {
  name: 'fleet',
  title: 'what gateways ask of Redis while nothing happens',
  async run(onProgress) {
    const { callsPerSecond, byName } = await watchIdleFleet(
      { gateways: GATEWAYS, rooms: ROOMS, seconds: SECONDS },
      onProgress,
    )
    return [
      atMost(
        `idle fleet, ${GATEWAYS} gateways × ${ROOMS} rooms: Redis calls, with those of scripts`,
        callsPerSecond,
        20,
        'a second',
        1,
      ),
      ...byName.slice(0, 6).map(([name, calls]) => info(`… ${name}`, calls, 'a second', 1)),
    ]
  },
}
