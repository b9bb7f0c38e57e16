import { type ComponentChild, h } from 'preact'
import { groupMatches } from '../../client/scoreboard/match-groups.ts'
import { applyPatch } from '../../match/merge-patch.ts'
import type { ListData, MatchData, PageData, Story } from '../page-data.ts'
import { App } from './app.ts'
import { ListView } from './list/list-view.ts'
import type { ShownList } from './list/match-list.ts'
import type { ShownPage } from './match/match-board.ts'
import { MatchView } from './match/match-view.ts'
import { Timeline } from './match/timeline.ts'
import { stillTime } from './shared/page-time.ts'
import { ServerReader } from './shared/reader.ts'
import { constant } from './shared/source.ts'

/**
 * A page as the server draws it. The browser begins with exactly the same, so that it finds every element where it expects it; then
 * it takes the reader's zone and the live connection instead.
 */
export function firstPage(data: PageData): ComponentChild {
  const { base, origin, site } = data
  const zone = data.kind === 'list' ? data.zone : ServerReader.zone
  const reader = { ...ServerReader, zone, base, origin, site }
  return h(App, { reader, time: stillTime(data.now), page: data.kind === 'list' ? listOf(data) : matchOf(data) })
}

const NO_FAVOURITES = constant<ReadonlySet<string>>(new Set())
const NO_DELAY = { delayMs: 0, onChoose: () => {} }

function listOf(page: ListData): ComponentChild {
  return h(ListView, {
    page,
    list: constant(firstList(page)),
    delay: NO_DELAY,
    favourites: NO_FAVOURITES,
    onMark: () => {},
  })
}

function firstList({ matches, isNew }: ListData): ShownList {
  if (matches.length === 0) return { kind: 'empty', isNew }
  const sources = matches.map(({ match, state }) => ({
    match,
    ...constant({ match, state, status: { kind: 'loading' } as const }),
  }))
  return { kind: 'matches', groups: groupMatches(sources, (source) => source.get().state) }
}

function matchOf(data: MatchData): ComponentChild {
  return h(MatchView, { source: constant(firstMatch(data)), delay: NO_DELAY })
}

function firstMatch({ match, held, story, feedSilentSince }: MatchData): ShownPage {
  if (held === undefined) return { kind: 'waiting', match }
  const shown = {
    match,
    state: held.state,
    status: { kind: 'loading' } as const,
    ...(feedSilentSince !== undefined && { feedSilentSince }),
  }
  const { seq } = held
  return {
    kind: 'match',
    shown,
    // It does nothing yet, and has its room: what stands below it must not move once it does.
    ...(seq > 1 && { moment: { seq, newest: seq, choose: () => {} } }),
    entries: story ? timelineOf(story).entries : [],
  }
}

function timelineOf({ start, updates, standing }: Story): Timeline {
  const timeline = new Timeline()
  if (standing) timeline.takeStanding(standing)
  let { state } = start
  for (const update of updates) {
    const after = applyPatch(state, update.patch)
    timeline.take(update, state, after)
    state = after
  }
  return timeline
}
