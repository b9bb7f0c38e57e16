import { createClient } from '../../../src/client/client.ts'
import { Host, type HostOptions } from '../../../src/client/shared/host.ts'
import { createClient as createShared, type SharedClientOptions } from '../../../src/client/shared/index.ts'
import type { HostMessage, TabMessage } from '../../../src/client/shared/messages.ts'
import { type Port, portPair } from '../../../src/client/shared/port.ts'
import { createFakeNetwork } from '../fake-network.ts'

/** A browser with one SharedWorker; its tabs and its worker run in this process, and what they say is copied as over a real port. */
export function startBrowser(options: HostOptions = {}) {
  const network = createFakeNetwork()
  const open = (wanted: object) => createClient({ ...wanted, WebSocket: network.WebSocket, random: () => 0.5 })
  let host = new Host({ open, ...options })
  return {
    network,
    get host() {
      return host
    },
    /** The worker crashed: the next tab starts another one. */
    restartWorker() {
      host = new Host({ open, ...options })
    },
    openTab(more: SharedClientOptions = {}) {
      let isFrozen = false
      let losesPongs = false
      const held: (() => void)[] = []
      const hear = (task: () => void) => (isFrozen ? held.push(task) : task())
      const worker = () => {
        const [ours, theirs] = portPair<TabMessage, HostMessage>()
        host.admit(copying(theirs))
        const port = copying(ours, hear)
        const { postMessage } = port
        port.postMessage = (message) => {
          if (message.op === 'join') losesPongs = false
          if (message.op !== 'pong' || !losesPongs) postMessage(message)
        }
        return { port, addEventListener: () => {} } as unknown as SharedWorker
      }
      const client = createShared({ url: 'https://scores.example', worker, ...more })
      return {
        client,
        /** Its host thinks that it is gone, until it joins again. */
        losePongs() {
          losesPongs = true
        },
        /** What it is told waits until it wakes up. */
        freeze() {
          isFrozen = true
        },
        wake() {
          isFrozen = false
          for (const task of held.splice(0)) task()
        },
      }
    },
  }
}

function copying<Sent, Received>(port: Port<Sent, Received>, hear = (task: () => void): unknown => task()) {
  const copy: Port<Sent, Received> = {
    onmessage: null,
    postMessage: (message) => port.postMessage(structuredClone(message)),
    close: () => port.close(),
  }
  port.onmessage = (event) => hear(() => copy.onmessage?.(event))
  return copy
}
