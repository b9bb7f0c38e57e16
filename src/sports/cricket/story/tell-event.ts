import type { MatchEvent } from '../../../match/event.ts'
import type { MatchState } from '../../../match/state.ts'
import { tellUnknown } from '../../common/text/story.ts'
import { tellCommon } from '../../common/text/tell-common.ts'
import { count, inWords } from '../../common/text/words.ts'
import type { StoryItem } from '../../contract/presentation.ts'
import type { ClosedReason, EventNamed, Wicket } from '../events.ts'
import { inningsOf, type Played } from '../in-play.ts'
import { countsInBalls, totalText } from '../units.ts'
import { tellWicket, totalOf } from './tell-delivery.ts'

type Teller = (played: Played, state: MatchState) => StoryItem

const REASONS: Readonly<Partial<Record<ClosedReason, string>>> = {
  all_out: 'All out',
  target_reached: 'Target reached',
  declared: 'Declared',
  forfeited: 'Innings forfeited',
  abandoned: 'Play abandoned',
}

/** Cricket's own events in words, and those of every sport that cricket calls otherwise. */
const TELLERS: Readonly<Record<string, Teller>> = {
  toss: ({ entry: { event, after } }) => {
    const { winner, decision } = read<'toss'>(event)
    return { tone: 'phase', title: `${after[winner].name} won the toss and chose to ${decision}` }
  },
  lineup: ({ entry: { event, after } }) => {
    return { tone: 'plain', title: event.team ? `Line-up of ${after[event.team].name}` : 'Line-up' }
  },
  player_of_match: ({ entry: { event } }) => ({ tone: 'phase', title: `Player of the match: ${event.player ?? ''}` }),
  innings_start: tellBegin,
  period_start: tellBegin,
  innings_end: tellEnd,
  period_end: tellEnd,
  declaration: (played, state) => {
    const innings = inningsOf(state, played.n)
    const title = innings ? `${state[innings.side].name} declare` : 'Declaration'
    return { tone: 'phase', title, ...(innings && { score: totalText({ ...innings, closedReason: 'declared' }) }) }
  },
  follow_on: (_, state) => {
    const second = inningsOf(state, 2)
    return { tone: 'phase', title: second ? `${state[second.side].name} follow on` : 'Follow-on' }
  },
  wicket: (played, state) => {
    const { event, isDeleted } = played.entry
    const item = tellWicket(event as unknown as Wicket, played, state)
    return { ...item, ...(item.tone === 'goal' && !isDeleted && { score: totalOf(played) }) }
  },
  penalty_runs: ({ entry: { event, after } }) => {
    const { runs = 5, side } = read<'penalty_runs'>(event)
    const title = `${count(runs, 'penalty run')} to ${after[side].name}`
    return { tone: 'goal', title, score: after.scoreline[side].main }
  },
  overs_reduced: ({ entry: { event } }) => {
    return { tone: 'review', title: `Innings shortened to ${lengthOf(read<'overs_reduced'>(event)) ?? 'fewer overs'}` }
  },
  target_revised: ({ entry: { event } }) => {
    const { runs, overs, balls, method } = read<'target_revised'>(event)
    const length = lengthOf({ oversLimit: overs, ballsLimit: balls })
    const detail = [length && `in ${length}`, method].filter(Boolean).join(' · ')
    return { tone: 'review', title: `Target revised to ${runs}`, ...(detail && { detail }) }
  },
  powerplay: ({ entry: { event, after } }) => {
    const { n, from, to, kind } = read<'powerplay'>(event)
    const unit = countsInBalls(after) ? 'Sets' : 'Overs'
    const detail = [`${unit} ${from + 1} to ${to}`, kind && inWords(kind).toLowerCase()].filter(Boolean).join(', ')
    return { tone: 'phase', title: `Powerplay ${n}`, detail }
  },
  super_over_start: ({ entry: { event, after } }) => {
    const n = read<'super_over_start'>(event).n ?? (after.detail as { superOver?: number }).superOver ?? 1
    return { tone: 'phase', title: n === 1 ? 'Super over' : `Super over ${n}` }
  },
  break_start: ({ entry: { event, after } }) => {
    const kind = String(event['kind'] ?? 'break')
    return { tone: 'phase', title: kind === 'innings' ? 'Innings break' : inWords(kind), ...standing(after) }
  },
  review_start: ({ entry: { event, after } }) => {
    const by = event.team ? `Review by ${after[event.team].name}` : 'Review'
    return { tone: 'review', title: by, ...said(event['subject']) }
  },
  review_end: ({ entry: { event } }) => {
    const { decision, umpiresCall } = read<'review_end'>(event)
    const words = decision === undefined ? 'over' : inWords(decision).toLowerCase()
    return { tone: 'review', title: `Review ${words}`, ...(umpiresCall && { detail: 'Umpire’s call' }) }
  },
  match_end: ({ entry: { after } }, state) => tellOver(after, state),
  score: ({ entry: { event, after } }) => {
    return { tone: 'goal', title: count(Number(event['points'] ?? 0), 'run'), ...standing(after) }
  },
  match_final: ({ entry: { after } }) => ({ tone: 'phase', title: 'Result confirmed', ...resultOf(after) }),
}

/** A line for what is no delivery. */
export function tellEvent(played: Played, state: MatchState): StoryItem {
  const { event, after } = played.entry
  const teller = Object.hasOwn(TELLERS, event.type) ? TELLERS[event.type] : undefined
  return teller?.(played, state) ?? tellCommon(played.entry, standing(after).score ?? '') ?? tellUnknown(event)
}

/** The end of an innings, said by the feed or by the laws. */
export function tellClosed(n: number | undefined, state: MatchState, told?: unknown): StoryItem {
  const innings = inningsOf(state, n)
  const reason = (told ?? innings?.closedReason) as ClosedReason | undefined
  const allBowled = countsInBalls(state) ? 'All balls bowled' : 'All overs bowled'
  const detail = reason === 'overs' ? allBowled : reason && REASONS[reason]
  return {
    tone: 'phase',
    title: innings ? `End of innings: ${state[innings.side].name}` : 'End of innings',
    ...(innings && { score: totalText(innings) }),
    ...(detail && { detail }),
  }
}

/** The match is over, and who has won it. */
export function tellOver(after: MatchState, state: MatchState): StoryItem {
  return { tone: 'phase', title: 'Match over', ...resultOf(state.result ? state : after) }
}

function tellBegin({ entry: { after }, n }: Played, state: MatchState): StoryItem {
  const innings = inningsOf(state, n) ?? inningsOf(after, n)
  if (innings === undefined) return { tone: 'phase', title: 'Innings begins' }
  const { side, target, followOn } = innings
  const detail = [followOn && 'following on', target !== undefined && `target ${target}`].filter(Boolean).join(', ')
  return { tone: 'phase', title: `${after[side].name} bat`, ...(detail && { detail: inWords(detail) }) }
}

function tellEnd({ entry, n }: Played, state: MatchState): StoryItem {
  return tellClosed(n, inningsOf(state, n) ? state : entry.after, entry.event['reason'])
}

function resultOf({ result }: MatchState): { readonly detail?: string } {
  return result?.text ? { detail: result.text } : {}
}

/** The totals of the side or sides that have batted: `184/7 – 120`. */
function standing({ scoreline }: MatchState): { readonly score?: string } {
  const score = [scoreline.home.main, scoreline.away.main].filter(Boolean).join(' – ')
  return score === '' ? {} : { score }
}

function lengthOf({ oversLimit, ballsLimit }: { oversLimit?: number | undefined; ballsLimit?: number | undefined }) {
  if (ballsLimit !== undefined) return count(ballsLimit, 'ball')
  return oversLimit === undefined ? undefined : count(oversLimit, 'over')
}

function said(value: unknown): { readonly detail?: string } {
  return typeof value === 'string' ? { detail: inWords(value) } : {}
}

/** Events of a match were parsed when they came in. */
function read<
  Type extends
    | 'toss'
    | 'penalty_runs'
    | 'overs_reduced'
    | 'target_revised'
    | 'powerplay'
    | 'super_over_start'
    | 'review_end',
>(event: MatchEvent): EventNamed<Type> {
  return event as unknown as EventNamed<Type>
}
