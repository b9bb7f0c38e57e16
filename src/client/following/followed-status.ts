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
    /** When what is shown was the newest, where the page has said so: that may be long before the client was live last. */
    readonly asOf?: number | undefined
  }
  /** It is joined as it is wanted. */
  readonly isCurrent: boolean
}

/** The status of a match or of a board. */
export function followedStatus<Code extends string>(
  membership: Membership<Code>,
  { client, lastLiveAt, of: { isKnown, createdAt, asOf = lastLiveAt ?? createdAt }, isCurrent }: StatusFacts,
): Exclude<MatchStatus, { readonly kind: 'refused' | 'waiting' }> | { readonly kind: 'refused'; readonly code: Code } {
  if (client.kind === 'closed') return { kind: 'closed', asOf }
  if (membership.kind === 'refused') return membership
  if (!isKnown) return client.kind === 'unreachable' ? client : { kind: 'loading' }
  if (client.kind === 'live') return isCurrent ? client : { kind: 'stale', asOf, reason: 'catching-up' }
  return { kind: 'stale', asOf, reason: client.kind === 'stale' ? client.reason : 'connection' }
}
