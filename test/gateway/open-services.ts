import { onTestFinished } from 'vitest'
import type { Bus } from '../../src/bus/bus.ts'
import type { Suspects } from '../../src/bus/suspects.ts'
import { Boards } from '../../src/gateway/boards/boards.ts'
import { Outbox } from '../../src/gateway/delivery/outbox.ts'
import { Rooms } from '../../src/gateway/rooms/rooms.ts'
import { Tallies } from '../../src/gateway/tallies.ts'
import { StallWatch } from '../../src/gateway/viewer/stall-watch.ts'
import type { MatchStore } from '../../src/store/match-store.ts'

/** What the connections of a gateway share, without the gateway; closed with the test. */
export function openServices(options: { readonly bus: Bus & Suspects; readonly store: Partial<MatchStore> }) {
  const bus = options.bus
  const store = options.store as MatchStore
  const rooms = new Rooms({ now: Date.now, bus, store, onRepair() {}, onCheckFailed() {} })
  const boards = new Boards({ now: Date.now, store, rooms, onRefreshFailed() {} })
  const stallWatch = new StallWatch()
  onTestFinished(() => {
    stallWatch.close()
    boards.close()
    rooms.close()
  })
  return {
    now: Date.now,
    limits: { subscriptions: 64, messageBytes: 4_096 },
    rooms,
    boards,
    outbox: new Outbox(),
    stallWatch,
    tallies: new Tallies(),
  }
}
