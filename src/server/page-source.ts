import type { MatchState } from '../match/state.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import type { EventPages, PageQuery } from '../reads/event-pages.ts'
import type { MatchStore, Snapshot } from '../store/match-store.ts'
import type { SourceLifeStore } from '../store/source-life.ts'
import type { HeldMatch, StandingEvents } from '../web/page-data.ts'
import type { PageSource } from '../web/page-source.ts'

type Reads = Pick<MatchStore, 'readSnapshot' | 'readPast' | 'readUpdates' | 'list'>

export interface PageReads {
  readonly store: Reads
  readonly events: Pick<EventPages, 'read'>
  readonly sources: Pick<SourceLifeStore, 'readStaleMatches'>
}

/** The last events, as many as a page of them has. */
const NEWEST: PageQuery = { limit: 1_000, cursor: 0, newest: true, patches: true }

/** What the pages read, out of the database. */
export function pageSource({ store, events, sources }: PageReads): PageSource {
  return {
    async readStanding(match) {
      const page = await events.read(match, NEWEST)
      return page && (JSON.parse(page.text) as StandingEvents)
    },
    async readFeedSilentSince(match) {
      const [stale] = await sources.readStaleMatches([match])
      return stale?.at
    },
    async read(match) {
      const snapshot = await store.readSnapshot(match)
      return snapshot && held(snapshot)
    },
    async readPast(match, seq) {
      const snapshot = await store.readPast(match, seq)
      return snapshot && held(snapshot)
    },
    async readUpdates(match, after, limit) {
      const updates = await store.readUpdates(match, after, limit)
      return updates.map(({ wire }) => JSON.parse(wire) as UpdateMessage)
    },
    async list(filter, limit) {
      const { matches } = await store.list({ ...filter, limit })
      return matches.map(held)
    },
  }
}

function held({ match, epoch, seq, state }: Snapshot): HeldMatch {
  return { match, epoch, seq, state: JSON.parse(state) as MatchState }
}
