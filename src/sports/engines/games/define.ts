import type { z } from 'zod'
import type { Reduced } from '../../../match/fold.ts'
import type { Fixture } from '../../../match/state.ts'
import { startState } from '../../common/state.ts'
import { defineSport, type EventOf, type Sport } from '../../contract/sport.ts'
import { setsCorrections, setsFigures, turnsSet } from '../sets/corrections.ts'
import { setsKeyEvents, setsPhases } from '../sets/events.ts'
import { readSetPlace } from '../sets/place.ts'
import { applyCheckpoint, applySetBound, applySets, onMemory, playIn } from '../sets/play.ts'
import { type SetsStyle, setsResultText } from '../sets/result-text.ts'
import { BEFORE_FIRST_SET, isDecided } from '../sets/score.ts'
import { setsScoreline } from '../sets/scoreline.ts'
import { showSets } from '../sets/show.ts'
import { setsWarnings, surprisesOfSets } from '../sets/surprises.ts'
import { type TennisDetail, tennisDetail } from './detail.ts'
import { tennisEvents } from './events.ts'
import { type GameFormat, rulesOfSet } from './format.ts'
import { awardGame, closeSetNow, playPoint, pointNow, serve, setStanding, type TennisMemory } from './play.ts'
import { isBegun, LOVE_ALL } from './score.ts'
import { showTennis } from './show.ts'

type TennisEvent = EventOf<typeof tennisEvents>
type ReducedTennis = Reduced<TennisDetail, TennisMemory>

const SCORING: ReadonlySet<string> = new Set(['point', 'point_penalty', 'game_penalty'])

/** What tells sports apart that are counted as tennis is. */
export interface TennisLike {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly format: z.ZodType<GameFormat>
  readonly presets: Readonly<Record<string, object>>
}

/** Makes a sport that is counted as tennis is: points in games, games in sets, tie-breaks. */
export function defineTennis({ name, title, about, format, presets }: TennisLike): Sport {
  return defineSport<typeof tennisEvents, TennisDetail, TennisMemory>({
    name,
    title,
    about,
    format,
    presets,
    events: tennisEvents,
    detail: tennisDetail,
    phases: setsPhases,
    start: (fixture) => start(fixture, format.parse(fixture.format ?? {})),
    apply: (reduced, event, at) => withDerived(reduced, applyTennis(reduced, event, at), at),
    readPlace: readSetPlace,
    scoreline: setsScoreline,
    resultText: (result, state) => setsResultText(result, state, styleOf(state.format as GameFormat)),
    surprises: (state, event, memory) =>
      surprisesOfSets(state, event, memory, { scoring: SCORING, bestOf: memory.format.bestOf, closeNow: closeSetNow }),
    warnings: setsWarnings,
    corrections: setsCorrections(SCORING),
    figures: setsFigures,
    turns: turnsSet(SCORING),
    keyEvents: setsKeyEvents,
  })
}

function start(fixture: Fixture, format: GameFormat): ReducedTennis {
  const memory: TennisMemory = { ...BEFORE_FIRST_SET, format, standing: LOVE_ALL }
  return { state: startState(fixture, { phase: 'pre_match', detail: showTennis(memory, false), format }), memory }
}

function applyTennis(reduced: ReducedTennis, event: TennisEvent, at: number): ReducedTennis {
  switch (event.type) {
    case 'match_start':
      return onMemory(applySets(reduced, event, at), (memory) => serve(memory, event))
    case 'period_start':
    case 'period_end': {
      const { bestOf } = reduced.memory.format
      return applySetBound(reduced, event, at, { bestOf, closeNow: closeSetNow, isOver: isTennisOver })
    }
    case 'service':
      return onMemory(reduced, (memory) => serve(memory, event))
    case 'point':
      return play(reduced, at, (memory) => playPoint(serve(memory, event), event.team))
    case 'point_penalty':
      return play(reduced, at, (memory) => playPoint(memory, event.team))
    case 'game_penalty':
      return play(reduced, at, (memory) => awardGame(memory, event.team))
    case 'score_set':
      return applyCheckpoint(reduced, at, (memory) => setStanding(memory, event))
    case 'fault':
    case 'let':
    case 'challenge':
    case 'code_violation':
    case 'time_violation':
    case 'medical_timeout':
    case 'toilet_break':
    case 'replay_point':
      return reduced
    default:
      return applySets(reduced, event, at)
  }
}

function play(reduced: ReducedTennis, at: number, change: (memory: TennisMemory) => TennisMemory): ReducedTennis {
  return playIn(reduced, at, { isOver: isTennisOver, change })
}

function isTennisOver(memory: TennisMemory): boolean {
  return isDecided(memory, memory.format.bestOf)
}

function withDerived(before: ReducedTennis, changed: ReducedTennis, at: number): ReducedTennis {
  return showSets(before, changed, at, {
    bestOf: changed.memory.format.bestOf,
    isDecided: isTennisOver,
    unfinished: (memory) => {
      const { games, points } = memory.standing
      const tiebreak = pointNow(memory).isTiebreak && points.home + points.away > 0 ? points : undefined
      return { score: games, tiebreak, isBegun: isBegun(memory.standing) }
    },
    detail: showTennis,
  })
}

function styleOf(format: GameFormat): SetsStyle {
  return { hasTotal: false, tiebreakTo: (set) => rulesOfSet(format, set).tiebreak?.points ?? 7 }
}
