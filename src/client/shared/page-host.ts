import { Host } from './host.ts'
import type { HostPort } from './host-line.ts'
import type { HostMessage, TabMessage } from './messages.ts'
import { portPair } from './port.ts'

let host: Host | undefined

/** A host in this page, for all clients of it; loaded where there is no SharedWorker. */
export function joinPageHost(): HostPort {
  // It follows what this page asks for and nobody else: as much as without a host.
  host ??= new Host({ maxTabs: Number.POSITIVE_INFINITY, maxConnections: Number.POSITIVE_INFINITY })
  const [ours, theirs] = portPair<TabMessage, HostMessage>()
  host.admit(theirs)
  return ours
}
