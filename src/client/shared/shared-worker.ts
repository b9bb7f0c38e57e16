import { Host } from './host.ts'
import type { HostMessage, TabMessage } from './messages.ts'
import type { Port } from './port.ts'

// The client listens to its page for wake-ups. Of this one the tabs tell it.
Object.assign(globalThis, { window: globalThis, document: new EventTarget() })

/** What a SharedWorker runs: one host for all tabs of a site. */
const host = new Host({ onWake: () => globalThis.dispatchEvent(new Event('online')) })

globalThis.addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports
  if (port) host.admit(port as Port<HostMessage, TabMessage>)
})
