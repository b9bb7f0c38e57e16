import type { Reduced } from '../../match/fold.ts'
import type { Fixture } from '../../match/state.ts'
import { startState } from '../common/state.ts'
import { isOver } from '../common/status.ts'
import { defineSport, type EventOf } from '../contract/sport.ts'
import { setsCorrections, setsFigures, turnsSet } from '../engines/sets/corrections.ts'
import { setsKeyEvents, setsPhases } from '../engines/sets/events.ts'
import { readSetPlace } from '../engines/sets/place.ts'
import { applySets, begin, closeEarly, resume, showSets } from '../engines/sets/play.ts'
import { type SetsStyle, setsResultText } from '../engines/sets/result-text.ts'
import { BEFORE_FIRST_SET, isDecided } from '../engines/sets/score.ts'
import { setsScoreline } from '../engines/sets/scoreline.ts'
import { setsWarnings, surprisesOfSets } from '../engines/sets/surprises.ts'
import { type TennisDetail, tennisDetail } from './detail.ts'
import { tennisEvents } from './events.ts'
import { rulesOfSet, type TennisFormat, tennisFormat, tennisPresets } from './format.ts'
import { awardGame, closeSetNow, playPoint, serve, setStanding, type TennisMemory } from './play.ts'
import { isBegun, LOVE_ALL } from './score.ts'
import { showTennis } from './show.ts'

type TennisEvent = EventOf<typeof tennisEvents>
type ReducedTennis = Reduced<TennisDetail, TennisMemory>

const SCORING: ReadonlySet<string> = new Set(['point', 'point_penalty', 'game_penalty'])

/** Tennis, and what is counted like it: padel, wheelchair tennis, pro sets, short sets. */
export const tennis = defineSport<typeof tennisEvents, TennisDetail, TennisMemory>({
  name: 'tennis',
  title: 'Tennis',
  about:
    'Tennis and what is counted like it: padel, wheelchair tennis, pro sets, short sets. Games, sets, tie-breaks and who serves follow from the points.',
  format: tennisFormat,
  presets: tennisPresets,
  events: tennisEvents,
  detail: tennisDetail,
  phases: setsPhases,
  start,
  apply: (reduced, event, at) => withDerived(reduced, applyTennis(reduced, event, at), at),
  readPlace: readSetPlace,
  scoreline: setsScoreline,
  resultText: (result, state) => setsResultText(result, state, styleOf(state.format as TennisFormat)),
  surprises: (state, event, memory) =>
    surprisesOfSets(state, event, memory, { scoring: SCORING, bestOf: memory.format.bestOf, closeNow: closeSetNow }),
  warnings: setsWarnings,
  corrections: setsCorrections(SCORING),
  figures: setsFigures,
  turns: turnsSet(SCORING),
  keyEvents: setsKeyEvents,
})

function start(fixture: Fixture): ReducedTennis {
  const format = tennisFormat.parse(fixture.format ?? {})
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
      const closed = onMemory(reduced, (memory) => closeEarly(memory, event, { bestOf, closeNow: closeSetNow }))
      return isTennisOver(closed.memory) ? closed : applySets(closed, event, at)
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
      return begin(
        onMemory(reduced, (memory) => setStanding(memory, event)),
        at,
      )
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

/** What is played after the match was decided does not count. */
function play(reduced: ReducedTennis, at: number, change: (memory: TennisMemory) => TennisMemory): ReducedTennis {
  return isTennisOver(reduced.memory) ? reduced : onMemory(resume(reduced, at), change)
}

function isTennisOver(memory: TennisMemory): boolean {
  return isDecided(memory, memory.format.bestOf)
}

function onMemory(reduced: ReducedTennis, change: (memory: TennisMemory) => TennisMemory): ReducedTennis {
  return { ...reduced, memory: change(reduced.memory) }
}

function withDerived(before: ReducedTennis, changed: ReducedTennis, at: number): ReducedTennis {
  const reduced = showSets(before, changed, at, {
    bestOf: changed.memory.format.bestOf,
    isDecided: isTennisOver,
    unfinished: ({ standing }) => ({ score: standing.games, isBegun: isBegun(standing) }),
  })
  const { memory, state } = reduced
  if (memory === before.memory && state.status === before.state.status) return reduced
  return { ...reduced, state: { ...state, detail: showTennis(memory, isOver(state.status)) } }
}

function styleOf(format: TennisFormat): SetsStyle {
  return { hasTotal: false, tiebreakTo: (set) => rulesOfSet(format, set).tiebreak?.points ?? 7 }
}
