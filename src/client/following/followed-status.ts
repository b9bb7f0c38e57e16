import type { ClientStatus, MatchStatus } from '../status.ts'
import type { Membership } from './membership.ts'

export interface StatusFacts {
  readonly client: ClientStatus
  /** When the client could last vouch for what it shows, if it ever could. */
  readonly lastLiveAt: number | undefined
  readonly of: {
    /** There is something to show. */
    readonly isKnown: boolean
    readonly createdAt: number
  }
  /** It is joined as it is wanted. */
  readonly isCurrent: boolean
}

/** The status of a match or of a board. */
export function followedStatus<Code extends string>(
  membership: Membership<Code>,
  { client, lastLiveAt, of: { isKnown, createdAt }, isCurrent }: StatusFacts,
): Exclude<MatchStatus, { readonly kind: 'refused' | 'waiting' }> | { readonly kind: 'refused'; readonly code: Code } {
  const asOf = lastLiveAt ?? createdAt
  if (client.kind === 'closed') return { kind: 'closed', asOf }
  if (membership.kind === 'refused') return membership
  if (!isKnown) return client.kind === 'unreachable' ? client : { kind: 'loading' }
  if (client.kind === 'stale') return client
  if (client.kind === 'live' && isCurrent) return client
  return { kind: 'stale', asOf, reason: client.kind === 'live' ? 'catching-up' : 'connection' }
}
