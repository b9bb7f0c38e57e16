import type { Reduced } from '../../match/fold.ts'
import type { Fixture } from '../../match/state.ts'
import { startState } from '../common/state.ts'
import { corrections, ofTypes } from '../contract/corrections.ts'
import { defineSport, type EventOf } from '../contract/sport.ts'
import { setsKeyEvents, setsPhases } from '../engines/sets/events.ts'
import { readSetPlace } from '../engines/sets/place.ts'
import { applyCheckpoint, applySetBound, applySets, onMemory, playIn } from '../engines/sets/play.ts'
import { setsResultText } from '../engines/sets/result-text.ts'
import { BEFORE_FIRST_SET, isDecided, NIL, setNumber } from '../engines/sets/score.ts'
import { showSets } from '../engines/sets/show.ts'
import { type DartsDetail, dartsDetail } from './detail.ts'
import { dartsEvents } from './events.ts'
import { type DartsFormat, dartsFormat, dartsPresets } from './format.ts'
import {
  bestOfNow,
  closeSetNow,
  type DartsMemory,
  fullLeg,
  hasSets,
  NOTHING_THROWN,
  playVisit,
  setStanding,
  throwNow,
  winLeg,
} from './play.ts'
import { dartsScoreline } from './scoreline.ts'
import { showDarts } from './show.ts'
import { dartsWarnings, surprisesOfDarts } from './surprises.ts'

type ReducedDarts = Reduced<DartsDetail, DartsMemory>
type DartsEvent = EventOf<typeof dartsEvents>

/** Darts: visits make legs, legs make sets or the match. */
export const darts = defineSport<typeof dartsEvents, DartsDetail, DartsMemory>({
  name: 'darts',
  title: 'Darts',
  about:
    'Darts: 501 and its kin. What remains, legs, sets, the match, who throws, averages and 180s follow from the visits.',
  format: dartsFormat,
  presets: dartsPresets,
  events: dartsEvents,
  detail: dartsDetail,
  phases: { ...setsPhases, 'leg_<n>': 'that leg of a match without sets is being played' },
  start: (fixture) => start(fixture, dartsFormat.parse(fixture.format ?? {})),
  apply: (reduced, event, at) => withDerived(reduced, applyDarts(reduced, event, at), at),
  readPlace: readSetPlace,
  scoreline: dartsScoreline,
  resultText: (result, state) => setsResultText(result, state, { hasTotal: true }),
  surprises: surprisesOfDarts,
  warnings: dartsWarnings,
  corrections: [
    ...corrections(ofTypes(['visit'], 'a visit'), {
      delete: 'visit_deleted',
      restore: 'visit_restored',
      edit: 'visit_changed',
    }),
    ...corrections(ofTypes(['leg_won'], 'a leg'), {
      delete: 'leg_taken_back',
      restore: 'leg_restored',
      edit: 'leg_changed',
    }),
  ],
  figures: ({ detail: { legs, remaining } }) => ({ legs: { ...legs }, ...(remaining && { points: { ...remaining } }) }),
  keyEvents: new Set([...setsKeyEvents, 'leg_won']),
  isKeyEvent: (event) => event.type === 'visit' && event.points === 180,
})

function start(fixture: Fixture, format: DartsFormat): ReducedDarts {
  const memory: DartsMemory = {
    ...BEFORE_FIRST_SET,
    format,
    legs: NIL,
    remaining: fullLeg(format),
    thrown: { home: NOTHING_THROWN, away: NOTHING_THROWN },
  }
  return { state: startState(fixture, { phase: 'pre_match', detail: showDarts(memory, false), format }), memory }
}

function applyDarts(reduced: ReducedDarts, event: DartsEvent, at: number): ReducedDarts {
  switch (event.type) {
    case 'match_start':
      return onMemory(applySets(reduced, event, at), (memory) => throwNow(memory, event.server))
    case 'period_start':
    case 'period_end': {
      const bestOf = bestOfNow(reduced.memory)
      return applySetBound(reduced, event, at, { bestOf, closeNow: closeSetNow, isOver: isPlayOver })
    }
    case 'service':
      return onMemory(reduced, (memory) => throwNow(memory, event.server))
    case 'visit':
      return play(reduced, at, (memory) => playVisit(memory, event))
    case 'leg_won':
      return play(reduced, at, (memory) => winLeg(memory, event.team))
    case 'score_set':
      return applyCheckpoint(reduced, at, (memory) => setStanding(memory, event))
    default:
      return applySets(reduced, event, at)
  }
}

function play(reduced: ReducedDarts, at: number, change: (memory: DartsMemory) => DartsMemory): ReducedDarts {
  return playIn(reduced, at, { isOver: isPlayOver, change })
}

function isPlayOver(memory: DartsMemory): boolean {
  return isDecided(memory, bestOfNow(memory))
}

function withDerived(before: ReducedDarts, changed: ReducedDarts, at: number): ReducedDarts {
  const bestOf = bestOfNow(changed.memory)
  const { format } = changed.memory
  // The score of a match of legs is legs, whoever changed it.
  const counted = hasSets(format) ? changed : onMemory(changed, (memory) => ({ ...memory, legs: memory.won }))
  return showSets(before, sameIfEqual(changed, counted), at, {
    bestOf,
    isDecided: isPlayOver,
    unfinished: ({ legs }) => ({ score: legs, isBegun: legs.home + legs.away > 0 }),
    ...(!hasSets(format) && {
      unit: 'Leg',
      playing: `leg_${setNumber(changed.memory.won, bestOf)}`,
      columns: ({ won, stage }: DartsMemory) =>
        stage === 'play' || won.home + won.away > 0 ? [{ label: 'Legs', home: won.home, away: won.away }] : [],
    }),
    detail: showDarts,
  })
}

/** An event that changed nothing leaves the memory itself. */
function sameIfEqual(changed: ReducedDarts, counted: ReducedDarts): ReducedDarts {
  const { legs } = changed.memory
  return legs.home === counted.memory.legs.home && legs.away === counted.memory.legs.away ? changed : counted
}
