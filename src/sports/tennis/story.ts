import type { MatchState } from '../../match/state.ts'
import { scoreText } from '../common/score-text.ts'
import { tellPlain } from '../common/story.ts'
import { inWords } from '../common/words.ts'
import type { SportStory, StoryEntry, StoryItem } from '../contract/view.ts'
import type { TennisDetail } from './detail.ts'

/** Points as the umpire calls them after each; games and sets as headings where they were won. */
export const tennisStory: SportStory = {
  layout: 'lines',
  tell: (entries) => entries.map((entry) => ({ entry, item: tell(entry) })),
}

function tell({ event, before, after }: StoryEntry): StoryItem {
  const { sets: setsBefore = [], games: gamesBefore } = detailOf(before)
  const { sets = [], games, points } = detailOf(after)
  const name = event.team ? after[event.team].name : ''
  const kind = typeof event['kind'] === 'string' ? inWords(event['kind']) : undefined
  const detail = kind === undefined ? {} : { detail: kind }
  const last = sets.at(-1)
  if (sets.length > setsBefore.length && last) {
    const winner = after[last.home > last.away ? 'home' : 'away'].name
    return { tone: 'phase', title: `Set ${sets.length}: ${winner} ${scoreText(last)}`, score: scoreText(after.score) }
  }
  if (event.type !== 'point' || !games) return tellPlain(event, scoreText(after.score))
  const isGame = gamesBefore !== undefined && games.home + games.away !== gamesBefore.home + gamesBefore.away
  if (isGame) return { tone: 'goal', title: `Game ${name}`, score: scoreText(games), ...detail }
  return { tone: 'plain', title: name, ...(points && { when: `${points.home}–${points.away}` }), ...detail }
}

function detailOf(state: MatchState): Partial<TennisDetail> {
  return state.detail
}
