import type { Scenario } from '../common/scenario.ts'
import { atMost, info } from '../common/table.ts'
import { measureRooms } from './rooms.ts'

export const rooms: Scenario = {
  name: 'rooms',
  title: '1,000 rooms of 10 viewers, 2,000 updates/s over Redis: CPU per update beyond its deliveries',
  async run(onProgress) {
    const load = { rooms: 1_000, viewersPerRoom: 10, perSecond: 2_000 }
    const { redisMicros, memoryMicros } = await measureRooms(load, onProgress)
    return [
      atMost('1,000 rooms, 2,000 updates/s over Redis: CPU per update beyond its deliveries', redisMicros, 25, 'µs', 1),
      info('1,000 rooms, 2,000 updates/s, one process: CPU per update beyond its deliveries', memoryMicros, 'µs', 1),
    ]
  },
}
