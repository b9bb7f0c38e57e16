import type { Reduced } from '../../match/fold.ts'
import { otherSide } from '../../match/sides.ts'
import type { Fixture, MatchState } from '../../match/state.ts'
import { startState } from '../common/state.ts'
import { corrections, ofTypes } from '../contract/corrections.ts'
import { defineSport, type EventOf } from '../contract/sport.ts'
import { setsFigures } from '../engines/sets/corrections.ts'
import { setsKeyEvents, setsPhases } from '../engines/sets/events.ts'
import { readSetPlace } from '../engines/sets/place.ts'
import { applyCheckpoint, applySetBound, applySets, onMemory, playIn } from '../engines/sets/play.ts'
import { setsResultText } from '../engines/sets/result-text.ts'
import { BEFORE_FIRST_SET, isDecided, NIL, setNumber } from '../engines/sets/score.ts'
import { showSets } from '../engines/sets/show.ts'
import { fullTable } from './balls.ts'
import { type SnookerDetail, snookerDetail } from './detail.ts'
import { snookerEvents } from './events.ts'
import { type SnookerFormat, snookerFormat, snookerPresets } from './format.ts'
import { closeFrame, comeToTable, foul, pot, type SnookerMemory, setStanding, winFrame } from './play.ts'
import { snookerScoreline } from './scoreline.ts'
import { showSnooker, sum } from './show.ts'
import { SCORING, snookerWarnings, surprisesOfSnooker } from './surprises.ts'

type ReducedSnooker = Reduced<SnookerDetail, SnookerMemory>
type SnookerEvent = EventOf<typeof snookerEvents>

/** Snooker: pots and fouls make frames, frames the match. */
export const snooker = defineSport<typeof snookerEvents, SnookerDetail, SnookerMemory>({
  name: 'snooker',
  title: 'Snooker',
  about: 'Snooker: points, breaks, what is left on the table, frames and the match follow from pots and fouls.',
  format: snookerFormat,
  presets: snookerPresets,
  events: snookerEvents,
  detail: snookerDetail,
  phases: { ...setsPhases, 'frame_<n>': 'that frame is being played' },
  start: (fixture) => start(fixture, snookerFormat.parse(fixture.format ?? {})),
  apply: (reduced, event, at) => withDerived(reduced, applySnooker(reduced, event, at), at),
  readPlace: readSetPlace,
  scoreline: snookerScoreline,
  resultText: (result, state) => setsResultText(result, withoutManyFrames(state), { hasTotal: true }),
  surprises: surprisesOfSnooker,
  warnings: snookerWarnings,
  corrections: [
    ...corrections(ofTypes(['pot', 'foul'], 'a pot or a foul'), {
      delete: 'stroke_deleted',
      restore: 'stroke_restored',
      edit: 'stroke_changed',
    }),
    ...corrections(ofTypes(['frame_won', 'frame_conceded'], 'a frame'), {
      delete: 'frame_taken_back',
      restore: 'frame_restored',
      edit: 'frame_changed',
    }),
  ],
  figures: setsFigures,
  keyEvents: new Set([...setsKeyEvents, ...SCORING].filter((type) => type !== 'pot')),
})

function start(fixture: Fixture, format: SnookerFormat): ReducedSnooker {
  const table = fullTable(format.reds)
  const memory: SnookerMemory = { ...BEFORE_FIRST_SET, format, points: NIL, table, highest: NIL, centuries: NIL }
  return { state: startState(fixture, { phase: 'pre_match', detail: showSnooker(memory, false), format }), memory }
}

function applySnooker(reduced: ReducedSnooker, event: SnookerEvent, at: number): ReducedSnooker {
  switch (event.type) {
    case 'match_start':
      return onMemory(applySets(reduced, event, at), (memory) =>
        event.server ? comeToTable(memory, event.server) : memory,
      )
    case 'period_start':
    case 'period_end': {
      const { bestOf } = reduced.memory.format
      return applySetBound(reduced, event, at, { bestOf, closeNow: closeFrame, isOver: isPlayOver })
    }
    case 'service':
      return onMemory(reduced, (memory) => comeToTable(memory, event.server))
    case 'visit_end':
      return play(reduced, at, (memory) => comeToTable(memory, otherSide(event.team)))
    case 'pot':
      return play(reduced, at, (memory) => pot(memory, event))
    case 'foul':
      return play(reduced, at, (memory) => foul(memory, event))
    case 'frame_conceded':
      return play(reduced, at, (memory) => winFrame(memory, otherSide(event.team)))
    case 'frame_won':
      return play(reduced, at, (memory) => winFrame(memory, event.team))
    case 'score_set':
      return applyCheckpoint(reduced, at, (memory) => setStanding(memory, event))
    default:
      return applySets(reduced, event, at)
  }
}

/** Frames of a long match are in `detail.sets` alone: no line score is that long, and each stroke would send all of them. */
function hasOneColumn({ bestOf }: SnookerFormat): boolean {
  return bestOf > MOST_COLUMNS
}

const MOST_COLUMNS = 11

/** The result of a long match is its frames won: `Ivo Skaar won 18–12`. */
function withoutManyFrames(state: MatchState<SnookerDetail>): MatchState<SnookerDetail> {
  return hasOneColumn(state.format as SnookerFormat) ? { ...state, detail: { ...state.detail, sets: [] } } : state
}

function play(reduced: ReducedSnooker, at: number, change: (memory: SnookerMemory) => SnookerMemory): ReducedSnooker {
  return playIn(reduced, at, { isOver: isPlayOver, change })
}

function isPlayOver(memory: SnookerMemory): boolean {
  return isDecided(memory, memory.format.bestOf)
}

function withDerived(before: ReducedSnooker, changed: ReducedSnooker, at: number): ReducedSnooker {
  const { format, won } = changed.memory
  return showSets(before, changed, at, {
    bestOf: format.bestOf,
    unit: 'Frame',
    playing: `frame_${setNumber(won, format.bestOf)}`,
    isDecided: isPlayOver,
    unfinished: ({ points }) => ({ score: points, isBegun: sum(points) > 0 }),
    ...(hasOneColumn(format) && {
      columns: ({ won, stage }: SnookerMemory) =>
        stage === 'play' || sum(won) > 0 ? [{ label: 'Frames', home: won.home, away: won.away }] : [],
    }),
    detail: showSnooker,
  })
}
