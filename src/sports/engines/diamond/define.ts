import type { z } from 'zod'
import { isEqual } from '../../../match/merge-patch.ts'
import { otherSide } from '../../../match/sides.ts'
import { applyCommon, changeStatus, withDerivedResult } from '../../common/apply.ts'
import { awardOf } from '../../common/awarded.ts'
import { commonKeyEvents } from '../../common/events.ts'
import { startState } from '../../common/state.ts'
import { isOver, isSealed } from '../../common/status.ts'
import { ordinal } from '../../common/text/words.ts'
import { corrections, ofTypes } from '../../contract/corrections.ts'
import { defineSport, type Sport } from '../../contract/sport.ts'
import { setBoard, setScores } from './board.ts'
import {
  type DiamondDetail,
  type DiamondMemory,
  diamondDetail,
  type ReducedDiamond,
  START,
  withDetail,
} from './detail.ts'
import { diamondResult, diamondResultText, endIfDecided, goOn } from './ending.ts'
import { type DiamondEvent, diamondEvents, type EventNamed } from './events.ts'
import type { DiamondFormat } from './format.ts'
import { columns, creditRuns, isBetween, lastOf, openHalf } from './halves.ts'
import { halfLabel, namedHalf, readDiamondPlace } from './place.ts'
import { applyPlay } from './plays/plays.ts'
import { beginHalf, endHalf } from './plays/turns.ts'
import { battingIn, formatOf } from './reading.ts'
import { diamondScoreline } from './scoreline.ts'
import { diamondSurprises, diamondWarnings } from './surprises.ts'

/** What tells one game on the diamond from another. */
interface Diamond {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly format: z.ZodType<DiamondFormat>
  readonly presets: Readonly<Record<string, Partial<DiamondFormat>>>
}

/** They are of play: with them the rules may end the game, or let it go on. */
const NOT_OF_PLAY: ReadonlySet<string> = new Set([
  'status_set',
  'match_end',
  'match_final',
  'result_set',
  'interruption_start',
  'interruption_end',
  'game_called',
  'forfeit',
])

export function defineDiamond({ name, title, about, format, presets }: Diamond): Sport {
  return defineSport<typeof diamondEvents, DiamondDetail, DiamondMemory>({
    name,
    title,
    about,
    format,
    presets,
    events: diamondEvents,
    detail: diamondDetail,
    phases: {
      pre_match: 'not begun',
      'top_<n>': 'the visitors bat in that inning',
      'middle_<n>': 'between its halves',
      'bottom_<n>': 'the home side bats in that inning',
      'end_<n>': 'after that inning',
      ended: 'over',
    },
    start: (fixture) => ({
      state: startState(fixture, {
        phase: 'pre_match',
        detail: START,
        format: format.parse(fixture.format ?? {}),
      }),
      memory: { halves: {}, at: 0 },
    }),
    apply,
    readPlace: readDiamondPlace,
    scoreline: diamondScoreline,
    resultText: diamondResultText,
    warnings: diamondWarnings,
    surprises: diamondSurprises,
    corrections: [
      ...corrections<DiamondEvent>(
        { what: 'a plate appearance', concerns: ({ type }) => type === 'plate_appearance' },
        { delete: 'play_taken_back', restore: 'play_restored', edit: 'scoring_changed' },
      ),
      ...corrections<DiamondEvent>(
        { what: 'a run', concerns: ({ type }) => type === 'run' || type === 'score' },
        { delete: 'run_taken_back', restore: 'run_restored', edit: 'run_changed' },
      ),
      ...corrections<DiamondEvent>(ofTypes(['error'], 'an error'), {
        delete: 'error_taken_back',
        restore: 'error_restored',
        edit: 'error_changed',
      }),
    ],
    figures: ({ detail: { hits, errors } }) => ({ hits, errors }),
    keyEvents: new Set([
      ...commonKeyEvents,
      'half_inning_start',
      'half_inning_end',
      'run',
      'score',
      'last_inning',
      'game_called',
      'forfeit',
    ]),
    isKeyEvent: (event) => event.type === 'plate_appearance' && (event.result === 'home_run' || (event.runs ?? 0) > 0),
  })
}

function apply(before: ReducedDiamond, event: DiamondEvent, at: number): ReducedDiamond {
  const applied = applyEvent(before, event, at)
  const decided = NOT_OF_PLAY.has(event.type) ? applied : endIfDecided(applied, at)
  const current = isOver(decided.state.status) ? decided : goOn(decided)
  return withDerivedResult(withPhase(withColumns(current, before)), ({ state }) => diamondResult(state))
}

function applyEvent(before: ReducedDiamond, event: DiamondEvent, at: number): ReducedDiamond {
  switch (event.type) {
    case 'match_start': {
      const started = applyCommon(before, event, at)
      return started.memory.at === 0 ? openHalf(started, 1) : started
    }
    case 'half_inning_start':
    case 'period_start':
      return beginHalf(before, event, at)
    case 'half_inning_end':
    case 'period_end':
      return endHalf(before, event, at)
    case 'score':
      return applyScore(before, event)
    case 'score_adjust':
      return creditRuns(before, event.team, event.points)
    case 'score_set':
      return setScores(before, event)
    case 'situation':
      return setBoard(before, event)
    case 'last_inning':
      return withDetail(before, { lastInning: event.inning })
    case 'game_called':
      return endWith(before, { ending: 'called' }, { at, reason: event.reason })
    case 'forfeit':
      return forfeit(before, event, at)
    case 'result_set':
      return setResult(before, event, at)
    case 'match_end':
      return withoutDerivedEnd(applyCommon(before, event, at))
    default:
      return applyPlay(before, event) ?? applyCommon(before, event as Parameters<typeof applyCommon>[1], at)
  }
}

/** Runs of a scorer who keeps no bases: a later half that is named begins, and so does the next one after a break. */
function applyScore(before: ReducedDiamond, event: EventNamed<'score'>): ReducedDiamond {
  const { team, points } = event
  const { at } = before.memory
  const isNext = at > 0 && isBetween(before) && battingIn(at + 1) === team
  const n = namedHalf(event, at) ?? (isNext ? at + 1 : lastOf(before, team))
  const opened = n > at && at > 0 && !isOver(before.state.status) ? openHalf(before, n) : before
  return creditRuns(opened, team, points, battingIn(n) === team ? n : undefined)
}

function forfeit(before: ReducedDiamond, { team, reason }: EventNamed<'forfeit'>, at: number): ReducedDiamond {
  if (isSealed(before.state.status)) return before
  const ended = endWith(before, { ending: 'forfeit', forfeitedBy: team }, { at, reason })
  const score = { home: 0, away: 0, [otherSide(team)]: formatOf(before.state).forfeitRuns }
  const awarded = withDetail(ended, awardOf(before.state.detail, before.state, score))
  return { ...awarded, state: { ...awarded.state, score } }
}

/** A result that the feed gives, and the score that was played where it gives another one. */
function setResult(before: ReducedDiamond, event: EventNamed<'result_set'>, at: number): ReducedDiamond {
  const { awardedScore } = event
  const given = applyCommon(before, event, at)
  return awardedScore === undefined ? given : withDetail(given, awardOf(given.state.detail, before.state, awardedScore))
}

function endWith(
  before: ReducedDiamond,
  change: Pick<DiamondDetail, 'ending' | 'forfeitedBy'>,
  { at, reason }: { readonly at: number; readonly reason: string | undefined },
): ReducedDiamond {
  if (isSealed(before.state.status)) return before
  return withDetail(withoutDerivedEnd(changeStatus(before, 'ended', at, reason)), change)
}

/** The feed says itself that the game is over: no correction opens it again. */
function withoutDerivedEnd(reduced: ReducedDiamond): ReducedDiamond {
  if (reduced.memory.isEndDerived === undefined) return reduced
  const { isEndDerived: _, ...memory } = reduced.memory
  return { ...reduced, memory }
}

function withColumns(reduced: ReducedDiamond, before: ReducedDiamond): ReducedDiamond {
  if (reduced.memory.halves === before.memory.halves) return reduced
  const periods = columns(reduced.memory.halves)
  return isEqual(periods, reduced.state.periods) ? reduced : { ...reduced, state: { ...reduced.state, periods } }
}

/** Phase and label follow from the half on the board. */
function withPhase(reduced: ReducedDiamond): ReducedDiamond {
  const { state, memory } = reduced
  const { inning, half } = state.detail
  const phase = isOver(state.status) ? 'ended' : inning === 0 ? 'pre_match' : `${half}_${inning}`
  const label =
    half === 'middle' ? `Mid ${ordinal(inning)}` : half === 'end' ? `End ${ordinal(inning)}` : halfLabel(memory.at)
  const isSame = phase === state.phase && (inning === 0 || label === state.period?.label)
  if (isSame) return reduced
  return { ...reduced, state: { ...state, phase, ...(inning > 0 && { period: { n: inning, label } }) } }
}
