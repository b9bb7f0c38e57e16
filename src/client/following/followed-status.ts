import type { BoardStatus, ClientStatus, MatchStatus } from '../status.ts'
import type { BoardView } from './followed-board.ts'
import type { MatchView } from './followed-match.ts'

/** @param asOf when the client could last vouch for what it shows, if it ever could */
export function matchStatus(view: MatchView, client: ClientStatus, asOf: number | undefined): MatchStatus {
  const { held, join } = view
  if (join.kind === 'refused' && client.kind !== 'closed') return join
  return statusOf(view, held !== undefined, client, asOf)
}

/** @param asOf as for a match */
export function boardStatus(board: BoardView, client: ClientStatus, asOf: number | undefined): BoardStatus {
  const { join, isKnown } = board
  if (join.kind === 'refused' && client.kind !== 'closed') return join
  return statusOf(board, isKnown, client, asOf)
}

type Shared = Exclude<MatchStatus, { readonly kind: 'refused' }>

function statusOf(
  { join, createdAt }: MatchView | BoardView,
  isShown: boolean,
  client: ClientStatus,
  lastLiveAt: number | undefined,
): Shared {
  const asOf = lastLiveAt ?? createdAt
  if (client.kind === 'closed') return { kind: 'closed', asOf }
  if (!isShown) return { kind: 'loading' }
  if (client.kind === 'stale') return client
  if (client.kind !== 'live') return { kind: 'stale', asOf, reason: 'connection' }
  return join.kind === 'joined' ? { kind: 'live' } : { kind: 'stale', asOf, reason: 'catching-up' }
}
