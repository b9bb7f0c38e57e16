import type { Board } from '../../../match/fold.ts'
import type { Fixture, Score, Side } from '../../../match/state.ts'
import { otherSide } from '../../common/sides.ts'
import { startState } from '../../common/state.ts'
import { defineSport, type EventOf, type Sport } from '../../contract/sport.ts'
import { replayedPoints } from '../sets/corrections.ts'
import { setsKeyEvents, setsPhases } from '../sets/events.ts'
import { readSetPosition } from '../sets/place.ts'
import { applySets, begin, resume, settleSets } from '../sets/play.ts'
import { BEFORE_FIRST_SET, NIL } from '../sets/score.ts'
import { setsWarnings, surprisesOfSets } from '../sets/surprises.ts'
import { type RallyDetail, rallyDetail } from './detail.ts'
import { rallyEvents } from './events.ts'
import { type RallyFormat, rallyFormatOf } from './format.ts'
import {
  allTimeouts,
  isPlayOver,
  openGoldenSet,
  playRally,
  type RallyMemory,
  serveNow,
  setPoints,
  takeTimeout,
} from './play.ts'
import { showRally } from './show.ts'

type RallyBoard = Board<RallyDetail, RallyMemory>
type RallyEvent = EventOf<typeof rallyEvents>

const SCORING: ReadonlySet<string> = new Set(['point', 'point_penalty'])

/** A sport of sets in which every rally is a point: what its federation plays, and which card costs a point. */
export interface RallySport {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly defaults: RallyFormat
  readonly presets: Readonly<Record<string, object>>
  readonly pointCard?: 'red' | 'yellow_red'
}

export function defineRallySport({ name, title, about, defaults, presets, pointCard }: RallySport): Sport {
  const format = rallyFormatOf(defaults)
  return defineSport<typeof rallyEvents, RallyDetail, RallyMemory>({
    name,
    title,
    about,
    format,
    presets,
    events: rallyEvents,
    detail: rallyDetail,
    phases: { ...setsPhases, golden_set: 'the extra set that decides a tie over two matches' },
    start: (fixture) => start(fixture, format.parse(fixture.format ?? {})),
    apply: (board, event, at) => settle(board, applyRally(board, event, at, pointCard), at),
    readPosition: readSetPosition,
    surprises: (state, event) => surprisesOfSets(state, event, SCORING),
    warnings: setsWarnings,
    corrections: replayedPoints(SCORING),
    keyEvents: setsKeyEvents,
  })
}

function start(fixture: Fixture, format: RallyFormat): RallyBoard {
  const memory: RallyMemory = { ...BEFORE_FIRST_SET, format, points: NIL, timeoutsLeft: allTimeouts(format) }
  return { state: startState(fixture, { phase: 'pre_match', detail: showRally(memory), format }), memory }
}

function applyRally(board: RallyBoard, event: RallyEvent, at: number, pointCard: RallySport['pointCard']): RallyBoard {
  switch (event.type) {
    case 'match_start':
      return onMemory(applySets(board, event, at), (memory) => serveNow(memory, event.server))
    case 'service':
      return onMemory(board, (memory) => serveNow(memory, event.server))
    case 'point':
      return play(board, at, (memory) => playRally(serveNow(memory, event.server), event.team))
    case 'point_penalty':
      return play(board, at, (memory) => playRally(memory, event.team))
    case 'card':
      return event.card === pointCard ? play(board, at, (memory) => playRally(memory, otherSide(event.team))) : board
    case 'golden_set':
      return onMemory(board, (memory) => serveNow(openGoldenSet(memory), event.server))
    case 'score_set':
      return begin(
        onMemory(board, (memory) => setPoints(memory, event)),
        at,
      )
    case 'timeout': {
      const { team } = event
      const called = applySets(board, event, at)
      return team ? onMemory(called, (memory) => takeTimeout(memory, team)) : called
    }
    case 'challenge':
    case 'rotation_fault':
    case 'technical_timeout':
      return board
    default:
      return applySets(board, event, at)
  }
}

/** What is played after the match was decided does not count. */
function play(board: RallyBoard, at: number, change: (memory: RallyMemory) => RallyMemory): RallyBoard {
  return isPlayOver(board.memory) ? board : onMemory(resume(board, at), change)
}

function onMemory(board: RallyBoard, change: (memory: RallyMemory) => RallyMemory): RallyBoard {
  return { ...board, memory: change(board.memory) }
}

function settle(before: RallyBoard, changed: RallyBoard, at: number): RallyBoard {
  const { format, points, golden } = changed.memory
  const board = settleSets(before, changed, at, {
    bestOf: format.bestOf,
    isDecided: isPlayOver,
    unfinished: points,
    ...(golden && { playing: 'golden_set', afterword: (winner: Side) => goldenText(golden, winner) }),
  })
  if (board.memory === before.memory) return board
  return { ...board, state: { ...board.state, detail: showRally(board.memory) } }
}

function goldenText(golden: Score, winner: Side): string {
  return `golden set ${golden[winner]}-${golden[otherSide(winner)]}`
}
