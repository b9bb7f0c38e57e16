import { EventEmitter } from 'node:events'
import { queryObjects } from 'node:v8'
import { readConfig } from '../../src/config.ts'
import { Board } from '../../src/gateway/boards/board.ts'
import { DelayedRoom } from '../../src/gateway/rooms/delayed-room.ts'
import { Room } from '../../src/gateway/rooms/room.ts'
import { Connection } from '../../src/gateway/viewer/connection.ts'
import { ViewerSocket } from '../../src/gateway/viewer/viewer-socket.ts'
import { startServer } from '../../src/server/server.ts'
import { answer, settings } from '../common/worker.ts'

/** What a server still holds after a garbage collection. */
export interface Holdings {
  readonly heapBytes: number
  /** Timers, sockets and other things that keep a process alive. */
  readonly handles: number
  /** Objects that can have listeners. */
  readonly emitters: number
  readonly processListeners: number
  /** Listeners of all objects made before the first viewer came: the HTTP server, the Redis clients, the database's pool. */
  readonly listeners: number
  readonly viewerSockets: number
  readonly connections: number
  readonly rooms: number
  readonly delayedRooms: number
  readonly boards: number
}

/** All objects with listeners that were made before the server listened. */
const longLived: EventEmitter[] = []
const maker = EventEmitter as unknown as { init(this: EventEmitter, options?: object): void }
const { init } = maker
maker.init = function remember(options) {
  longLived.push(this)
  init.call(this, options)
}

const { environment } = settings<{ environment: Record<string, string> }>()
const server = await startServer(
  readConfig({ PORT: '0', LOG_LEVEL: 'error', FEED_RATE: '1000000', MAX_CONNECTION_RATE: '0', ...environment }),
)

maker.init = init

type Constructor = abstract new (...args: never[]) => unknown

/** How many objects of a class are alive. Collects garbage first. */
function countLive(type: Constructor): number {
  return Number(queryObjects(type))
}

function countListeners(emitter: EventEmitter): number {
  return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0)
}

answer({
  port: () => Number(new URL(server.url).port),
  look: (): Holdings => {
    globalThis.gc?.()
    return {
      heapBytes: process.memoryUsage().heapUsed,
      handles: process.getActiveResourcesInfo().length,
      emitters: countLive(EventEmitter),
      processListeners: countListeners(process),
      listeners: longLived.reduce((sum, emitter) => sum + countListeners(emitter), 0),
      viewerSockets: countLive(ViewerSocket),
      connections: countLive(Connection),
      rooms: countLive(Room),
      delayedRooms: countLive(DelayedRoom),
      boards: countLive(Board),
    }
  },
})
