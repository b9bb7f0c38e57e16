import { otherSide } from '../../match/sides.ts'
import type { Score } from '../../match/state.ts'
import { leaderOf } from '../common/sides.ts'
import { scoreText } from '../common/text/score-text.ts'
import { inWords } from '../common/text/words.ts'
import type { StoryEntry, StoryItem } from '../contract/presentation.ts'
import { setsOf, storyOfSets, tellSets } from '../engines/sets/story.ts'
import { detailOf } from './detail-of.ts'

/** Round by round with the running score; maps as headings where they were won. */
export const esportsStory = storyOfSets(tell, (entry) => (entry.event.type === 'veto' ? [] : setsOf(entry)))

function tell(entry: StoryEntry): StoryItem {
  const { event, after } = entry
  const won = tellMapWon(entry)
  if (won) return won
  const name = event.team ? after[event.team].name : ''
  const { points } = detailOf(after)
  const said = {
    ...(event.team && { side: event.team }),
    ...(points && { score: scoreText(points) }),
  }
  switch (event.type) {
    case 'round':
      return { tone: 'plain', title: `Round to ${name}`, ...said, ...detail(words(event['how'])) }
    case 'goal':
      return { tone: 'goal', title: `Goal: ${name}`, ...said, ...detail(people(event)) }
    case 'kill':
      return { tone: 'plain', title: `Kill: ${name}`, ...said, ...detail(people(event), words(event['how'])) }
    case 'objective': {
      const title = `${words(event['kind']) ?? 'Objective'}: ${name}`
      return { tone: 'plain', title, ...(event.team && { side: event.team }), ...detail(event.player) }
    }
    case 'overtime_start':
      return { tone: 'phase', title: 'Overtime', ...said }
    case 'map_won':
      return { tone: 'phase', title: `Map to ${name}` }
    case 'map_drawn':
      return { tone: 'phase', title: 'Map drawn' }
    case 'map_forfeit':
      return { tone: 'phase', title: `${name} forfeited the map`, ...detail(text(event['reason'])) }
    default:
      return tellBeside(entry, name)
  }
}

/** What is said beside play: who plays where. */
function tellBeside(entry: StoryEntry, name: string): StoryItem {
  const { event, after } = entry
  const map = text(event['map'])
  if (event.type === 'veto') {
    if (event['action'] === 'decider') return { tone: 'plain', title: `Decider: ${map}` }
    const did = event['action'] === 'ban' ? 'banned' : 'picked'
    return { tone: 'plain', title: name === '' ? `${map} ${did}` : `${name} ${did} ${map}` }
  }
  if (event.type === 'sides') {
    const [home, away] = [text(event['home']), text(event['away'])]
    return { tone: 'plain', title: `${after.home.name} play ${home}, ${after.away.name} ${away}` }
  }
  if (event.type === 'period_start') {
    return { tone: 'phase', title: `${after.period?.label ?? 'Map'} begins`, ...detail(map) }
  }
  return tellSets(entry)
}

/** `Map 1: Owls 13–7` */
function tellMapWon({ event, before, after }: StoryEntry): StoryItem | undefined {
  const { sets = [], maps = {} } = detailOf(after)
  const last = sets.at(-1)
  if (last === undefined || sets.length <= (detailOf(before).sets?.length ?? 0)) return undefined
  const drawn = sets.filter(({ home, away }) => home === away).length
  const known = maps[after.score.home + after.score.away + drawn]
  const label = after.periods[sets.length - 1]?.label ?? 'Map'
  const winner = leaderOf(last)
  if (winner === 'draw') {
    const level = last.home === 0 ? '' : ` ${scoreText(last)}`
    return { tone: 'phase', title: `${label}: drawn${level}`, score: scoreText(after.score), ...detail(known?.name) }
  }
  const isPlayed = last.home + last.away > 1 || isScore(detailOf(before).points, last)
  const numbers = known?.forfeitedBy || !isPlayed ? '' : ` ${last[winner]}–${last[otherSide(winner)]}`
  const title = `${label}: ${after[winner].name}${numbers}`
  const forfeited = known?.forfeitedBy && `${after[known.forfeitedBy].name} forfeited it`
  const how = detail(known?.name, forfeited ?? words(event['how']) ?? text(event['reason']))
  return { tone: 'phase', title, score: scoreText(after.score), side: winner, ...how }
}

/** Whether 1–0 is what was played, and not a map that was won without a score. */
function isScore(points: Score | undefined, { home, away }: Score): boolean {
  return points?.home === home && points.away === away
}

function people(event: StoryEntry['event']): string | undefined {
  const assist = text(event['assist'])
  return event.player && assist ? `${event.player} (${assist})` : event.player
}

function detail(...parts: readonly (string | undefined)[]): { readonly detail?: string } {
  const known = parts.filter((part) => part !== undefined && part !== '')
  return known.length === 0 ? {} : { detail: known.join(', ') }
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' ? inWords(value) : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
