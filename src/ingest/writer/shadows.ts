import { foldAll, startFold } from '../../match/fold.ts'
import { isEqual } from '../../match/merge-patch.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import type { MatchStore, StoredMatch, StoredShadow } from '../../store/match-store.ts'
import { Draft } from '../draft/draft.ts'
import { TooManySources } from '../errors.ts'
import { randomVersion } from '../memory/versions.ts'
import type { EndTurn } from './turns.ts'

/** The most sources that may tell one match. */
const MAX_SOURCES = 16

export interface OpenedShadow {
  readonly draft: Draft
  /** As it was read; a new one has never been written. */
  readonly shadow: StoredShadow
  readonly isNew: boolean
}

/**
 * A draft of the match as a source tells it that is not in charge. It changes nothing of the match, so it never waits for the one in
 * charge, nor the other way round.
 *
 * @throws {TooManySources}
 */
export async function openShadow(
  store: MatchStore,
  match: StoredMatch,
  { source, sport, at, endTurn }: { source: string; sport: Sport; at: number; endTurn: EndTurn },
): Promise<OpenedShadow> {
  const known = await store.readShadow(match.match, source)
  const shadow = known ?? (await beginShadow(store, match, source, sport))
  const draft = new Draft({
    match: shadow,
    sport,
    at,
    isShadow: true,
    readEffective: () => store.readEffective(match.match, source),
    endTurn,
  })
  if (!isEqual(shadow.fixture, match.fixture)) await draft.foldUnder(match.fixture)
  return { draft, shadow, isNew: known === undefined }
}

/** A source may have sent something already: a delete of an event that never came, or events from before there were sources. */
async function beginShadow(
  store: MatchStore,
  { match, fixture }: StoredMatch,
  source: string,
  sport: Sport,
): Promise<StoredShadow> {
  const others = await store.readShadowSources(match)
  if (others.length >= MAX_SOURCES - 1) throw new TooManySources(match, MAX_SOURCES)
  const kept = await store.readAllKept(match, source)
  const folded =
    kept.length === 0 ? startFold(sport, fixture) : foldAll(sport, fixture, await store.readEffective(match, source))
  return { match, source, seq: 0, version: 0, fixture, folded, arrivals: (kept.at(-1)?.arrival ?? -1) + 1 }
}

/** @returns false if the shadow is another by now, or its source is in charge */
export async function writeShadow(store: MatchStore, { draft, shadow, isNew }: OpenedShadow): Promise<boolean> {
  const drafted = draft.write()
  // A new one is written even if it has told nothing: it may be put in charge only if it is there.
  if (drafted === undefined && !isNew) return true
  const { fixture, folded, seq, arrivals, kept, updates } = drafted ?? { ...shadow, kept: [], updates: [] }
  return store.appendShadow({
    shadow: { ...shadow, fixture, folded, seq, arrivals, version: randomVersion() },
    replaces: isNew ? undefined : shadow.version,
    kept,
    updates,
  })
}
