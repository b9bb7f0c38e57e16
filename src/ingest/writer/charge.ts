import type { Fixture } from '../../match/state.ts'
import type { StoredMatch } from '../../store/match-store.ts'
import type { DecidedBy } from './write-request.ts'

/** `[H7]` Who is in charge of a match: one source, whose events the match is folded from. All others are in the shadow. */

/** True if what the source sends changes what viewers see. Of a match that nobody has claimed, the first to send is in charge. */
export function isInCharge({ source, fixture }: StoredMatch, sender: string): boolean {
  return source === undefined ? mayBeInCharge(fixture, sender) : source === sender
}

/** A fixture that lists sources lets no other source be in charge. */
export function mayBeInCharge({ sources }: Pick<Fixture, 'sources'>, source: string): boolean {
  return sources === undefined || sources.includes(source)
}

/** Whether a feed may put a source in charge, or delete the match: the feed in charge, before any event the feed that made the match, and any operator. */
export function mayDecide({ source, madeBy, arrivals }: StoredMatch, { sender, isOperator }: DecidedBy): boolean {
  return isOperator || source === sender.source || (arrivals === 0 && madeBy === sender.feed)
}
