/** The updates of one event, found without an index of them, on both databases. */

/**
 * `first_seq` of an event that is written again: the first update that told viewers of it. An older version, which does not know the
 * column, may have told them meanwhile.
 */
export const NEXT_FIRST_SEQ = `case when match_event.first_seq = 0 and coalesce(match_event.seq, 0) = 0
  then excluded.first_seq else match_event.first_seq end`

/**
 * Which updates in the log of a match can be about `event`: from its first to its newest. An event that changed while its source was not
 * in charge has no newest one; then all after its first can be.
 */
export const SPAN_OF_EVENT = `log.match_id = event.match_id
  and log.seq >= case when event.first_seq > 0 then event.first_seq else 1 end
  and log.seq <= case when event.seq > 0 then event.seq when event.first_seq = 0 then 0 else ${Number.MAX_SAFE_INTEGER} end`
