import type { Reduced } from '../../../match/fold.ts'
import type { Fixture, Score, Side } from '../../../match/state.ts'
import { plainResultText } from '../../common/result-text.ts'
import { plainScoreline } from '../../common/scoreline.ts'
import { otherSide } from '../../common/sides.ts'
import { startState } from '../../common/state.ts'
import { defineSport, type EventOf, type Sport } from '../../contract/sport.ts'
import { replayedPoints } from '../sets/corrections.ts'
import { setsKeyEvents, setsPhases } from '../sets/events.ts'
import { readSetPlace } from '../sets/place.ts'
import { applySets, begin, resume, showSets } from '../sets/play.ts'
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

type ReducedRally = Reduced<RallyDetail, RallyMemory>
type RallyEvent = EventOf<typeof rallyEvents>

const SCORING: ReadonlySet<string> = new Set(['point', 'point_penalty'])

/** What one sport adds to the rally engine: what its federation plays, and which card costs a point. */
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
    apply: (reduced, event, at) => withDerived(reduced, applyRally(reduced, event, at, pointCard), at),
    readPlace: readSetPlace,
    scoreline: plainScoreline,
    resultText: plainResultText,
    surprises: (state, event) => surprisesOfSets(state, event, SCORING),
    warnings: setsWarnings,
    corrections: replayedPoints(SCORING),
    keyEvents: setsKeyEvents,
  })
}

function start(fixture: Fixture, format: RallyFormat): ReducedRally {
  const memory: RallyMemory = { ...BEFORE_FIRST_SET, format, points: NIL, timeoutsLeft: allTimeouts(format) }
  return { state: startState(fixture, { phase: 'pre_match', detail: showRally(memory), format }), memory }
}

function applyRally(
  reduced: ReducedRally,
  event: RallyEvent,
  at: number,
  pointCard: RallySport['pointCard'],
): ReducedRally {
  switch (event.type) {
    case 'match_start':
      return onMemory(applySets(reduced, event, at), (memory) => serveNow(memory, event.server))
    case 'service':
      return onMemory(reduced, (memory) => serveNow(memory, event.server))
    case 'point':
      return play(reduced, at, (memory) => playRally(serveNow(memory, event.server), event.team))
    case 'point_penalty':
      return play(reduced, at, (memory) => playRally(memory, event.team))
    case 'card':
      return event.card === pointCard
        ? play(reduced, at, (memory) => playRally(memory, otherSide(event.team)))
        : reduced
    case 'golden_set':
      return onMemory(reduced, (memory) => serveNow(openGoldenSet(memory), event.server))
    case 'score_set':
      return begin(
        onMemory(reduced, (memory) => setPoints(memory, event)),
        at,
      )
    case 'timeout': {
      const { team } = event
      const called = applySets(reduced, event, at)
      return team ? onMemory(called, (memory) => takeTimeout(memory, team)) : called
    }
    case 'challenge':
    case 'rotation_fault':
    case 'technical_timeout':
      return reduced
    default:
      return applySets(reduced, event, at)
  }
}

/** What is played after the match was decided does not count. */
function play(reduced: ReducedRally, at: number, change: (memory: RallyMemory) => RallyMemory): ReducedRally {
  return isPlayOver(reduced.memory) ? reduced : onMemory(resume(reduced, at), change)
}

function onMemory(reduced: ReducedRally, change: (memory: RallyMemory) => RallyMemory): ReducedRally {
  return { ...reduced, memory: change(reduced.memory) }
}

function withDerived(before: ReducedRally, changed: ReducedRally, at: number): ReducedRally {
  const { format, points, golden } = changed.memory
  const reduced = showSets(before, changed, at, {
    bestOf: format.bestOf,
    isDecided: isPlayOver,
    unfinished: points,
    ...(golden && { playing: 'golden_set', afterword: (winner: Side) => goldenText(golden, winner) }),
  })
  if (reduced.memory === before.memory) return reduced
  return { ...reduced, state: { ...reduced.state, detail: showRally(reduced.memory) } }
}

function goldenText(golden: Score, winner: Side): string {
  return `golden set ${golden[winner]}-${golden[otherSide(winner)]}`
}
