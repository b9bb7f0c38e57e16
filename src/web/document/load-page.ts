import type { Held } from '../../client/following/followed-match.ts'
import { wordsAsked } from '../../match/lists/search-words.ts'
import { applyPatch } from '../../match/merge-patch.ts'
import type { MatchState } from '../../match/state.ts'
import { scoreState } from '../../protocol/view.ts'
import {
  type Frame,
  type HeldMatch,
  type ListOf,
  ON_ANY_DAY,
  STORY_LENGTH,
  type StandingEvents,
  type Story,
} from '../page-data.ts'
import type { PageFilter, PageSource } from '../page-source.ts'
import { viewOfFrame } from '../view/frame/frame-needs.ts'
import { retoldBy } from '../view/match/retold.ts'
import { dayOf, dayRange } from '../view/shared/days.ts'

/** Beyond it a list says less than a competition's page; the day of a World Cup qualifier has some 460. */
const LIST_LIMIT = 600
/** Of what a search finds, the nearest to now: whoever looks for more types another word. */
const FOUND_LIMIT = 100
/** A story that would make the page heavier than this is shortened; the page reads the rest when somebody asks for it. */
const STORY_BYTES = 120_000

/** The matches of a list, as far as a list shows them. */
export async function loadList(
  source: PageSource,
  of: ListOf,
  { now, zone }: { readonly now: number; readonly zone: string },
): Promise<readonly HeldMatch[]> {
  const lists = await Promise.all(filtersOf(of, now, zone).map((filter) => source.list(filter, LIST_LIMIT)))
  const byMatch = new Map(lists.flat().map((held) => [held.match, held]))
  return [...byMatch.values()].map((held) => ({ ...held, state: scoreState(held.state) as MatchState }))
}

/** True if there is no match at all: whoever looks has just started the server. */
export async function isNew(source: PageSource): Promise<boolean> {
  return (await source.list({}, 1)).length === 0
}

function filtersOf(of: ListOf, now: number, zone: string): PageFilter[] {
  if (of.kind === 'competition') return [{ competition: of.competition }]
  if (of.kind === 'search') return [{ search: { words: wordsAsked(of.text), nearest: FOUND_LIMIT } }]
  const { from, before } = dayRange(of.kind === 'day' ? of.day : dayOf(now, { zone }), { zone })
  const day = { startsFrom: from, startsBefore: before }
  // A query of their own: matches that are over cannot fill the limit before them.
  return of.kind === 'day' ? [day] : [day, { statuses: ON_ANY_DAY }]
}

/** The match of a frame, as far as the frame shows it; without its state if the frame shows that later. */
export async function loadFrame(
  source: PageSource,
  match: string,
  frame: Frame,
): Promise<{ readonly isThere: boolean; readonly held?: Held }> {
  const held = await source.read(match)
  if (held === undefined || frame.delayMs > 0) return { isThere: held !== undefined }
  const state = viewOfFrame(frame) === 'full' ? held.state : (scoreState(held.state) as MatchState)
  return { isThere: true, held: { ...held, state } }
}

/**
 * The newest part of the story up to the state that the page shows: asked by number, so that it is not newer. After another source or
 * another fixture it begins with the events that stand.
 */
export async function loadStory(source: PageSource, match: string, { seq }: Held): Promise<Story | undefined> {
  const all = await source.readUpdates(match, Math.max(0, seq - STORY_LENGTH), Math.min(seq, STORY_LENGTH))
  const retold = retoldBy(all)
  const standing = retold && (await source.readStanding(match))
  const updates = all.filter((update) => update.seq <= seq && update.seq > (retold?.switchedAt ?? 0))
  const shown = newestWithin(updates, STORY_BYTES)
  const start = (shown[0]?.seq ?? seq + 1) - 1
  const past = await source.readPast(match, start)
  return (
    past && {
      start: { seq: start, state: past.state },
      updates: shown,
      ...(standing && { standing: shortened(standing) }),
    }
  )
}

/** The last events, as many as a page should carry. */
function shortened(standing: StandingEvents): StandingEvents {
  const kept = newestWithin(standing.events, STORY_BYTES)
  const left = standing.events.slice(0, standing.events.length - kept.length)
  const { start } = standing
  return {
    ...standing,
    ...(start && { start: left.reduce((state, { patch }) => applyPatch(state, patch), start) }),
    from: standing.from + left.length,
    events: kept,
  }
}

function newestWithin<T>(items: readonly T[], maxBytes: number): readonly T[] {
  let bytes = 0
  const first = items.findLastIndex((item) => {
    bytes += JSON.stringify(item).length
    return bytes > maxBytes
  })
  return items.slice(first + 1)
}
