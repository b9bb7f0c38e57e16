import { EventEmitter } from 'node:events'
import { queryObjects } from 'node:v8'
import { readConfig } from '../config.ts'
import { Connection } from '../gateway/connection.ts'
import { Room } from '../gateway/room.ts'
import { ViewerSocket } from '../gateway/viewer-socket.ts'
import { startServer } from '../server.ts'
import { answer, settings } from './worker.ts'

/** What a server holds on to, after a garbage collection. */
export interface Holdings {
  readonly heapBytes: number
  /** Timers, sockets and other things that keep a process alive. */
  readonly handles: number
  /** Anything that can have listeners. */
  readonly emitters: number
  readonly processListeners: number
  readonly viewerSockets: number
  readonly connections: number
  readonly rooms: number
}

const { environment } = settings<{ environment: Record<string, string> }>()
const server = await startServer(
  readConfig({ PORT: '0', LOG_LEVEL: 'error', FEED_RATE: '1000000', MAX_CONNECTION_RATE: '0', ...environment }),
)

type Constructor = abstract new (...args: never[]) => unknown

/** Objects of a class that are alive. Collects garbage first. */
function countLive(type: Constructor): number {
  return Number(queryObjects(type))
}

answer({
  port: () => Number(new URL(server.url).port),
  look: (): Holdings => {
    globalThis.gc?.()
    return {
      heapBytes: process.memoryUsage().heapUsed,
      handles: process.getActiveResourcesInfo().length,
      emitters: countLive(EventEmitter),
      processListeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
      viewerSockets: countLive(ViewerSocket),
      connections: countLive(Connection),
      rooms: countLive(Room),
    }
  },
})
