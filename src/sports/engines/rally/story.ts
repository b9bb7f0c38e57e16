import { otherSide } from '../../../match/sides.ts'
import type { MatchState, Score } from '../../../match/state.ts'
import { leaderOf } from '../../common/sides.ts'
import { scoreText } from '../../common/text/score-text.ts'
import { inWords } from '../../common/text/words.ts'
import type { StoryEntry, StoryItem } from '../../contract/presentation.ts'
import { storyOfSets, tellSets } from '../sets/story.ts'
import type { RallyDetail } from './detail.ts'

/** Rally by rally with the running score; sets as headings where they were won. */
export const rallyStory = storyOfSets(tell)

function tell(entry: StoryEntry): StoryItem {
  const { event, before, after } = entry
  const { sets: setsBefore = [] } = detailOf(before)
  const { sets = [], points, goldenSet } = detailOf(after)
  const how = typeof event['kind'] === 'string' ? { detail: inWords(event['kind']) } : {}
  const last = sets.at(-1)
  if (sets.length > setsBefore.length && last) {
    const winner = last.home > last.away ? 'home' : 'away'
    const title = `${after.periods[sets.length - 1]?.label ?? `Set ${sets.length}`}: ${after[winner].name} ${last[winner]}–${last[otherSide(winner)]}`
    return { tone: 'phase', title, score: scoreText(after.score), ...how }
  }
  if (goldenSet && before.phase === 'golden_set' && after.phase === 'ended' && event.team) {
    const winner = leaderOf(goldenSet) === 'away' ? 'away' : 'home'
    const numbers = `${goldenSet[winner]}–${goldenSet[otherSide(winner)]}`
    return { tone: 'phase', title: `Golden set: ${after[winner].name} ${numbers}`, ...how }
  }
  const running = goldenSet ?? points
  const score = running && { score: scoreText(running) }
  const name = event.team ? after[event.team].name : ''
  const isServeAlone = event.type === 'point' && event.team !== undefined && isSame(detailOf(before).points, points)
  if (isServeAlone) return { tone: 'plain', title: serveText(after), ...how }
  if (event.type === 'point') return { tone: 'plain', title: `Point ${name}`, ...score, ...how }
  const award = Object.hasOwn(AWARDS, event.type) ? AWARDS[event.type] : undefined
  if (award) return { tone: 'plain', title: `${award} ${name}`, ...score, ...how }
  if (event.type === 'card') {
    const { card } = event
    const title = `${typeof card === 'string' ? inWords(card === 'yellow_red' ? 'yellow and red' : card) : ''} card: ${name}`
    return { tone: 'card', title, ...(event.player && { detail: event.player }), ...score }
  }
  return tellSets(entry)
}

/** What brings a side a point beside a rally that was played out. */
const AWARDS: Readonly<Record<string, string>> = {
  point_penalty: 'Penalty point',
  stroke: 'Stroke to',
  conduct_stroke: 'Conduct stroke to',
  conduct_game: 'Conduct game to',
}

/** The rally brought the serve, and no point. */
function serveText(after: MatchState): string {
  const { server } = detailOf(after)
  if (server === undefined) return 'Rally won'
  return server.number === 2
    ? `Second server: ${after[server.side].name}`
    : `Side out: ${after[server.side].name} to serve`
}

function isSame(before: Score | undefined, after: Score | undefined): boolean {
  return before?.home === after?.home && before?.away === after?.away && after !== undefined
}

function detailOf(state: MatchState): Partial<RallyDetail> {
  return state.detail
}
