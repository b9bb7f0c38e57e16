import type { Board } from '../../match/fold.ts'
import type { Fixture } from '../../match/state.ts'
import { startState } from '../common/state.ts'
import { defineSport, type EventOf } from '../contract/sport.ts'
import { replayedPoints } from '../engines/sets/corrections.ts'
import { setsKeyEvents, setsPhases } from '../engines/sets/events.ts'
import { readSetPosition } from '../engines/sets/place.ts'
import { applySets, begin, resume, settleSets } from '../engines/sets/play.ts'
import { BEFORE_FIRST_SET, isDecided } from '../engines/sets/score.ts'
import { setsWarnings, surprisesOfSets } from '../engines/sets/surprises.ts'
import { type TennisDetail, tennisDetail } from './detail.ts'
import { tennisEvents } from './events.ts'
import { rulesOfSet, tennisFormat, tennisPresets } from './format.ts'
import { awardGame, playPoint, serve, setStanding, type TennisMemory } from './play.ts'
import { LOVE_ALL } from './score.ts'
import { showTennis } from './show.ts'

type TennisEvent = EventOf<typeof tennisEvents>
type TennisBoard = Board<TennisDetail, TennisMemory>

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
  apply: (board, event, at) => settle(board, applyTennis(board, event, at), at),
  readPosition: readSetPosition,
  surprises: (state, event) => surprisesOfSets(state, event, SCORING),
  warnings: setsWarnings,
  corrections: replayedPoints(SCORING),
  keyEvents: setsKeyEvents,
})

function start(fixture: Fixture): TennisBoard {
  const format = tennisFormat.parse(fixture.format ?? {})
  const memory: TennisMemory = { ...BEFORE_FIRST_SET, format, standing: LOVE_ALL }
  return { state: startState(fixture, { phase: 'pre_match', detail: showTennis(memory), format }), memory }
}

function applyTennis(board: TennisBoard, event: TennisEvent, at: number): TennisBoard {
  switch (event.type) {
    case 'match_start':
      return onMemory(applySets(board, event, at), (memory) => serve(memory, event))
    case 'service':
      return onMemory(board, (memory) => serve(memory, event))
    case 'point':
      return play(board, at, (memory) => playPoint(serve(memory, event), event.team))
    case 'point_penalty':
      return play(board, at, (memory) => playPoint(memory, event.team))
    case 'game_penalty':
      return play(board, at, (memory) => awardGame(memory, event.team))
    case 'score_set':
      return begin(
        onMemory(board, (memory) => setStanding(memory, event)),
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
      return board
    default:
      return applySets(board, event, at)
  }
}

/** What is played after the match was decided does not count. */
function play(board: TennisBoard, at: number, change: (memory: TennisMemory) => TennisMemory): TennisBoard {
  return isTennisOver(board.memory) ? board : onMemory(resume(board, at), change)
}

function isTennisOver(memory: TennisMemory): boolean {
  return isDecided(memory, memory.format.bestOf)
}

function onMemory(board: TennisBoard, change: (memory: TennisMemory) => TennisMemory): TennisBoard {
  return { ...board, memory: change(board.memory) }
}

function settle(before: TennisBoard, changed: TennisBoard, at: number): TennisBoard {
  const { format, standing } = changed.memory
  const board = settleSets(before, changed, at, {
    bestOf: format.bestOf,
    isDecided: isTennisOver,
    unfinished: standing.games,
    tiebreakTo: (set) => rulesOfSet(format, set).tiebreak?.points ?? 7,
  })
  if (board.memory === before.memory) return board
  return { ...board, state: { ...board.state, detail: showTennis(board.memory) } }
}
