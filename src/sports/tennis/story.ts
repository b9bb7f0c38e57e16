import { otherSide } from '../../match/sides.ts'
import type { MatchState, Score, Side } from '../../match/state.ts'
import { scoreText } from '../common/text/score-text.ts'
import { inWords } from '../common/text/words.ts'
import type { StoryEntry, StoryItem, StoryPart } from '../contract/presentation.ts'
import type { TennisDetail } from '../engines/games/detail.ts'
import { setsOf, storyOfSets, tellSets } from '../engines/sets/story.ts'

/** Points as the umpire calls them after each; games and sets as headings where they were won. */
export const tennisStory = storyOfSets(tell, (entry) => {
  const sets = setsOf(entry)
  const game = sets.length > 0 ? gameOf(entry) : undefined
  return game ? [...sets, game] : sets
})

/** The game that the event was played in, with the points, or with who won it: `Game 5: Bea, 3–2`. */
function gameOf({ event, before, after }: StoryEntry): StoryPart | undefined {
  const { games: from = LOVE, tiebreak, server, sets: setsBefore = [] } = detailOf(before)
  if (!POINTS.has(event.type) && (before.phase === 'set_break' || before.status !== 'live')) return undefined
  const { games, points, sets = [] } = detailOf(after)
  const title = tiebreak ? 'Tie-break' : `Game ${from.home + from.away + 1}`
  const isOver = sets.length > setsBefore.length || (games && games.home + games.away !== from.home + from.away)
  if (!isOver) return { title, ...(points && { note: `${points.home}–${points.away}` }) }
  if (!POINTS.has(event.type) || !event.team) return { title }
  const isBreak = !tiebreak && server !== undefined && server.side !== event.team
  return { title, note: `${after[event.team].name}${isBreak ? ', break' : ''}` }
}

const LOVE: Score = { home: 0, away: 0 }

function tell(entry: StoryEntry): StoryItem {
  const { event, before, after } = entry
  const { sets: setsBefore = [], games: gamesBefore } = detailOf(before)
  const { sets = [], games, points } = detailOf(after)
  const how = howWon(entry)
  const last = sets.at(-1)
  if (sets.length > setsBefore.length && last) {
    const winner = last.home > last.away ? 'home' : 'away'
    const title = `Set ${sets.length}: ${after[winner].name} ${setText(last, winner)}`
    return { tone: 'phase', title, score: scoreText(after.score), ...how }
  }
  if (!event.team || !games || !POINTS.has(event.type)) return tellSets(entry)
  const { name } = after[event.team]
  const isGame = gamesBefore !== undefined && games.home + games.away !== gamesBefore.home + gamesBefore.away
  if (isGame) return { tone: 'goal', title: `Game ${name}`, score: scoreText(games), ...how }
  return { tone: 'plain', title: `Point ${name}`, ...(points && { when: `${points.home}–${points.away}` }), ...how }
}

const POINTS: ReadonlySet<string> = new Set(['point', 'point_penalty', 'game_penalty'])

/** Errors and faults are the loser's, all else is the winner's. */
const ERRORS: ReadonlySet<unknown> = new Set(['double_fault', 'forced_error', 'unforced_error', 'penalty'])

/** `Ace, second serve, 171 km/h`, `Double fault (Bea)` */
function howWon({ event, after }: StoryEntry): { readonly detail?: string } {
  const { kind, team, serveNumber, speedKmh, type } = event
  if (type === 'point_penalty') return { detail: 'Point penalty' }
  if (type === 'game_penalty') return { detail: 'Game penalty' }
  const words = typeof kind === 'string' ? inWords(kind) : undefined
  const whose = team && ERRORS.has(kind) ? ` (${after[otherSide(team)].name})` : ''
  const serve = serveNumber === 2 && kind !== 'double_fault' ? 'second serve' : undefined
  const speed = typeof speedKmh === 'number' ? `${speedKmh} km/h` : undefined
  const detail = [words && `${words}${whose}`, serve, speed].filter(Boolean).join(', ')
  return detail === '' ? {} : { detail: inWords(detail) }
}

/** The winner's games first, with the points of the loser in the tie-break: `7–6(5)`; a match tie-break by its points. */
function setText(set: TennisDetail['sets'][number], winner: Side): string {
  const loser = otherSide(winner)
  const { tiebreak } = set
  if (tiebreak && set.home + set.away === 1) return `[${tiebreak[winner]}–${tiebreak[loser]}]`
  return `${set[winner]}–${set[loser]}${tiebreak ? `(${tiebreak[loser]})` : ''}`
}

function detailOf(state: MatchState): Partial<TennisDetail> {
  return state.detail
}
