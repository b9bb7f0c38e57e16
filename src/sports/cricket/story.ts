import type { MatchEvent } from '../../match/event.ts'
import type { MatchState } from '../../match/state.ts'
import { scoreText } from '../common/score-text.ts'
import { tellPlain } from '../common/story.ts'
import { count, inWords } from '../common/words.ts'
import type { SportStory, StoryEntry, StoryItem, Told } from '../contract/view.ts'
import type { CricketDetail, Innings } from './detail.ts'
import { ballNumber, countsInBalls } from './units.ts'

const UNTOLD = new Set(['over_end', 'bowler_change', 'batter_in', 'powerplay', 'par', 'clock'])
/** Left undefeated: no wicket. */
const RETIRED = new Set(['retired_hurt', 'retired_not_out'])

interface Wicket {
  readonly kind: string
  readonly playerOut?: string
}

/** Ball by ball. */
export const cricketStory: SportStory = { layout: 'lines', tell: tellMatch }

function tellMatch<Entry extends StoryEntry>(entries: readonly Entry[]): Told<Entry>[] {
  const deliveries = entries
    .filter(({ event, isDeleted }) => event.type === 'delivery' && !isDeleted)
    .map(({ event }) => event)
  return entries
    .filter(({ event }) => !UNTOLD.has(event.type))
    .map((entry) => ({ entry, item: tell(entry, deliveries) }))
}

function tell({ event, after }: StoryEntry, deliveries: readonly MatchEvent[]): StoryItem {
  const innings = inningsThen(after)
  switch (event.type) {
    case 'delivery':
      return delivery(event, innings, ballNumber(after, event, deliveries))
    case 'innings_start':
      return { tone: 'phase', title: innings ? `${after[innings.side].name} bat` : 'Innings begins' }
    case 'innings_end': {
      const total = innings && `${innings.runs}/${innings.wickets}`
      const allBowled = countsInBalls(after) ? 'All balls bowled' : 'All overs bowled'
      const reason = event['reason'] === 'overs' ? allBowled : inWords(String(event['reason'] ?? ''))
      return {
        tone: 'phase',
        title: 'End of innings',
        ...(total && { score: total }),
        ...(reason && { detail: reason }),
      }
    }
    case 'toss': {
      const winner = event['winner'] === 'away' ? after.away.name : after.home.name
      return { tone: 'phase', title: `${winner} won the toss and chose to ${String(event['decision'])}` }
    }
    case 'target_revised':
      return {
        tone: 'review',
        title: `Target revised to ${String(event['runs'])}`,
        ...(event['method'] !== undefined && { detail: String(event['method']) }),
      }
    default:
      return tellPlain(event, scoreText(after.score))
  }
}

function inningsThen({ detail, period }: MatchState): Innings | undefined {
  return (detail as Partial<CricketDetail>).innings?.[String(period?.n)]
}

function delivery(event: MatchEvent, innings: Innings | undefined, ball: string | undefined): StoryItem {
  const when = ball === undefined ? {} : { when: ball }
  const wickets = (event['wickets'] ?? []) as readonly Wicket[]
  const wicket = wickets.find(({ kind }) => !RETIRED.has(kind))
  const people = [event['bowler'], event['striker']].filter(Boolean).join(' to ')
  const outcome = outcomeOf(event)
  if (wicket) {
    const who = nameOf(wicket, event)
    return {
      tone: 'goal',
      icon: 'wicket',
      title: `OUT ${who}`,
      detail: `${inWords(wicket.kind)}${people && ` · ${people}`}`,
      ...(innings && { score: `${innings.runs}/${innings.wickets}` }),
      ...when,
    }
  }
  const isBoundary = event['boundary'] === 4 || event['boundary'] === 6
  const retired = wickets.map((each) => `${nameOf(each, event)} ${each.kind.replaceAll('_', ' ')}`)
  const detail = [people, ...retired].filter(Boolean).join(' · ')
  return { tone: isBoundary ? 'review' : 'plain', title: outcome, ...(detail && { detail }), ...when }
}

function nameOf({ playerOut }: Wicket, delivery: MatchEvent): string {
  return playerOut ?? String(delivery['striker'] ?? 'Batter')
}

function outcomeOf(event: MatchEvent): string {
  const runs = (name: string) => (typeof event[name] === 'number' ? (event[name] as number) : 0)
  const extras = (
    [
      ['wides', 'wide'],
      ['noBalls', 'no-ball'],
      ['byes', 'bye'],
      ['legByes', 'leg bye'],
      ['penalty', 'penalty run'],
    ] as const
  )
    .filter(([name]) => runs(name) > 0)
    .map(([name, word]) => count(runs(name), word))
  const bat = runs('bat')
  const boundary = event['boundary'] === bat ? { 4: 'FOUR', 6: 'SIX' }[bat] : undefined
  const scored = bat > 0 ? [boundary ?? count(bat, 'run')] : []
  return [...scored, ...extras].join(', ') || 'No run'
}
