import type { Unreachable } from './connection/unreachable.ts'
import type { ClientStatus } from './status.ts'

export interface ClientFacts {
  readonly session:
    | { readonly kind: string }
    | { readonly kind: 'closed'; readonly code: number; readonly reason: string }
  /** Why the last attempt to connect failed. */
  readonly failure: Unreachable | undefined
  readonly hasNetwork: boolean
  /** The gateway is cut off from the updates. */
  readonly isBrokerDown: boolean
  /** Updates that were missed are on their way. */
  readonly isResuming: boolean
  /** When the client was live last, if it ever was. */
  readonly lastLiveAt: number | undefined
}

export function clientStatus(facts: ClientFacts): ClientStatus {
  const { session, lastLiveAt } = facts
  const since = lastLiveAt === undefined ? {} : { asOf: lastLiveAt }
  if ('code' in session) return { ...session, ...since }
  if (session.kind === 'open') {
    if (facts.isBrokerDown) return { kind: 'stale', asOf: lastLiveAt ?? Date.now(), reason: 'broker' }
    return lastLiveAt !== undefined && facts.isResuming
      ? { kind: 'stale', asOf: lastLiveAt, reason: 'catching-up' }
      : { kind: 'live' }
  }
  if (!facts.hasNetwork) return { kind: 'offline', ...since }
  if (lastLiveAt !== undefined) return { kind: 'stale', asOf: lastLiveAt, reason: 'connection' }
  return facts.failure === undefined ? { kind: 'connecting' } : { kind: 'unreachable', reason: facts.failure }
}
