import type { ClientStatus, MatchStatus } from '../status.ts'
import type { Membership } from './membership.ts'

export interface StatusFacts<Code extends string> {
  readonly membership: Membership<Code>
  /** It is joined as it is wanted. */
  readonly isCurrent: boolean
  /** There is something to show. */
  readonly isKnown: boolean
  readonly createdAt: number
  readonly client: ClientStatus
  /** When the client could last vouch for what it shows, if it ever could. */
  readonly lastLiveAt: number | undefined
}

/** The status of a match or of a board. */
export function followedStatus<Code extends string>(
  facts: StatusFacts<Code>,
): Exclude<MatchStatus, { readonly kind: 'refused' | 'waiting' }> | { readonly kind: 'refused'; readonly code: Code } {
  const { membership, client, createdAt, lastLiveAt } = facts
  const asOf = lastLiveAt ?? createdAt
  if (client.kind === 'closed') return { kind: 'closed', asOf }
  if (membership.kind === 'refused') return membership
  if (!facts.isKnown) return client.kind === 'unreachable' ? client : { kind: 'loading' }
  if (client.kind === 'stale') return client
  if (client.kind !== 'live') return { kind: 'stale', asOf, reason: 'connection' }
  return facts.isCurrent ? { kind: 'live' } : { kind: 'stale', asOf, reason: 'catching-up' }
}
