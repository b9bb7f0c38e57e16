import type { Reduced } from '../../../match/fold.ts'
import type { Fixture } from '../../../match/state.ts'
import { otherSide } from '../../common/sides.ts'
import { startState } from '../../common/state.ts'
import { isOver } from '../../common/status.ts'
import { defineSport, type EventOf, type Sport } from '../../contract/sport.ts'
import { setsCorrections, setsFigures, turnsSet } from '../sets/corrections.ts'
import { setsKeyEvents, setsPhases } from '../sets/events.ts'
import { readSetPlace } from '../sets/place.ts'
import { applySets, begin, closeEarly, resume, showSets } from '../sets/play.ts'
import { BEFORE_FIRST_SET, NIL } from '../sets/score.ts'
import { setsScoreline } from '../sets/scoreline.ts'
import { type RallyDetail, rallyDetail } from './detail.ts'
import { rallyEvents } from './events.ts'
import { type RallyFormat, rallyFormatOf } from './format.ts'
import {
  allTimeouts,
  closeSetNow,
  isNil,
  isPlayOver,
  openGoldenSet,
  playRally,
  type RallyMemory,
  serveNow,
  setPoints,
  takeTimeout,
} from './play.ts'
import { rallyResultText } from './result-text.ts'
import { showRally } from './show.ts'
import { rallyWarnings, SCORING, surprisesOfRally } from './surprises.ts'

type ReducedRally = Reduced<RallyDetail, RallyMemory>
type RallyEvent = EventOf<typeof rallyEvents>

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
    scoreline: setsScoreline,
    resultText: rallyResultText,
    surprises: (state, event, memory) => surprisesOfRally(state, event, memory, pointCard),
    warnings: rallyWarnings,
    corrections: setsCorrections(SCORING),
    figures: setsFigures,
    turns: turnsSet(SCORING),
    keyEvents: setsKeyEvents,
  })
}

function start(fixture: Fixture, format: RallyFormat): ReducedRally {
  const memory: RallyMemory = { ...BEFORE_FIRST_SET, format, points: NIL, timeoutsLeft: allTimeouts(format) }
  return { state: startState(fixture, { phase: 'pre_match', detail: showRally(memory, false), format }), memory }
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
    case 'period_start':
    case 'period_end': {
      const { bestOf } = reduced.memory.format
      const closed = onMemory(reduced, (memory) => closeEarly(memory, event, { bestOf, closeNow: closeSetNow }))
      return isPlayOver(closed.memory) ? closed : applySets(closed, event, at)
    }
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
  const { format, golden } = changed.memory
  const reduced = showSets(before, changed, at, {
    bestOf: format.bestOf,
    isDecided: isPlayOver,
    unfinished: ({ points }) => ({ score: points, isBegun: !isNil(points) }),
    extraPeriod: (memory) => memory.golden && { label: 'Golden set', ...memory.golden },
    ...(golden && { playing: 'golden_set' }),
  })
  const { memory, state } = reduced
  if (memory === before.memory && state.status === before.state.status) return reduced
  return { ...reduced, state: { ...state, detail: showRally(memory, isOver(state.status)) } }
}
