import type { Reduced } from '../../match/fold.ts'
import type { Fixture, MatchState } from '../../match/state.ts'
import { startState } from '../common/state.ts'
import { corrections, ofTypes } from '../contract/corrections.ts'
import { defineSport, type EventOf } from '../contract/sport.ts'
import { setsCorrections, setsFigures, turnsSet } from '../engines/sets/corrections.ts'
import { setsKeyEvents, setsPhases } from '../engines/sets/events.ts'
import { readSetPlace } from '../engines/sets/place.ts'
import { applyCheckpoint, applySetBound, applySets, onMemory, playIn } from '../engines/sets/play.ts'
import { setsResultText } from '../engines/sets/result-text.ts'
import { BEFORE_FIRST_SET, NIL, setNumber } from '../engines/sets/score.ts'
import { showSets } from '../engines/sets/show.ts'
import { type EsportsDetail, esportsDetail } from './detail.ts'
import { esportsEvents } from './events.ts'
import { type EsportsFormat, esportsFormat, esportsPresets } from './format.ts'
import {
  addPick,
  beginOvertime,
  closeMapNow,
  countKill,
  drawMap,
  type EsportsMemory,
  forfeitMap,
  introduceMap,
  isPlayOver,
  playGoal,
  playRound,
  playSides,
  setStanding,
  winMap,
} from './play.ts'
import { esportsScoreline } from './scoreline.ts'
import { showEsports } from './show.ts'
import { esportsWarnings, SCORING, surprisesOfEsports } from './surprises.ts'

const MAP_ENDS = ['map_won', 'map_drawn', 'map_forfeit']

type ReducedEsports = Reduced<EsportsDetail, EsportsMemory>
type EsportsEvent = EventOf<typeof esportsEvents>

/** Electronic sports: rounds, goals or kills on maps; maps make the match. */
export const esports = defineSport<typeof esportsEvents, EsportsDetail, EsportsMemory>({
  name: 'esports',
  title: 'Esports',
  about:
    'Counter-Strike, VALORANT, League of Legends, Dota 2, Rocket League and other games in maps: the maps and the match follow from rounds or goals, or from `map_won`.',
  format: esportsFormat,
  presets: esportsPresets,
  events: esportsEvents,
  detail: esportsDetail,
  phases: phasesOfMaps(),
  start: (fixture) => start(fixture, esportsFormat.parse(fixture.format ?? {})),
  apply: (reduced, event, at) => withDerived(reduced, applyEsports(reduced, event, at), at),
  readPlace: readSetPlace,
  scoreline: esportsScoreline,
  resultText: (result, state) => setsResultText(result, scored(state), { hasTotal: true }),
  surprises: surprisesOfEsports,
  warnings: esportsWarnings,
  corrections: [
    ...corrections(ofTypes(MAP_ENDS, 'a map'), {
      delete: 'map_taken_back',
      restore: 'map_restored',
      edit: 'map_changed',
    }),
    ...corrections(ofTypes(['goal'], 'a goal'), {
      delete: 'goal_disallowed',
      restore: 'goal_restored',
      edit: 'goal_changed',
    }),
    ...corrections(ofTypes(['round'], 'a round'), {
      delete: 'round_taken_back',
      restore: 'round_restored',
      edit: 'round_changed',
    }),
    ...setsCorrections(SCORING).filter(({ cause }) => cause === 'add'),
  ],
  figures: setsFigures,
  turns: turnsSet(SCORING),
  keyEvents: new Set([...setsKeyEvents, 'goal', 'map_won', 'map_drawn', 'map_forfeit', 'overtime_start']),
})

function phasesOfMaps(): Readonly<Record<string, string>> {
  const { 'set_<n>': _, set_break: __, ...phases } = setsPhases
  return { ...phases, 'map_<n>': 'that map is being played', set_break: 'between two maps' }
}

/** Maps without a score of their own are told by their number alone: `Owls won 3–1`. */
function scored(state: MatchState<EsportsDetail>): MatchState<EsportsDetail> {
  const { sets } = state.detail
  const isPlain = sets.every(({ home, away }) => home + away <= 1)
  return isPlain ? { ...state, periods: [], detail: { ...state.detail, sets: [] } } : state
}

function start(fixture: Fixture, format: EsportsFormat): ReducedEsports {
  const memory: EsportsMemory = { ...BEFORE_FIRST_SET, format, points: NIL, halves: [], maps: {} }
  return { state: startState(fixture, { phase: 'pre_match', detail: showEsports(memory, false), format }), memory }
}

function applyEsports(reduced: ReducedEsports, event: EsportsEvent, at: number): ReducedEsports {
  switch (event.type) {
    case 'period_start':
    case 'period_end': {
      const { bestOf } = reduced.memory.format
      const applied = applySetBound(reduced, event, at, { bestOf, closeNow: closeMapNow, isOver: isPlayOver })
      if (event.type === 'period_end' || isPlayOver(applied.memory)) return applied
      return onMemory(applied, (memory) => introduceMap(memory, event))
    }
    case 'round':
      return play(reduced, at, (memory) => playRound(memory, event.team))
    case 'goal':
      return play(reduced, at, (memory) => playGoal(memory, event.team))
    case 'kill':
      return play(reduced, at, (memory) => countKill(memory, event.team))
    case 'map_won':
      return play(reduced, at, (memory) => winMap(memory, event.team, event.score))
    case 'map_drawn':
      return play(reduced, at, (memory) => drawMap(memory, event.score))
    case 'map_forfeit':
      return play(reduced, at, (memory) => forfeitMap(memory, event.team))
    case 'overtime_start':
      return play(reduced, at, beginOvertime)
    case 'veto':
      return onMemory(reduced, (memory) => addPick(memory, event))
    case 'sides':
      return onMemory(reduced, (memory) => playSides(memory, event))
    case 'objective':
      return reduced
    case 'score_set':
      return applyCheckpoint(reduced, at, (memory) => setStanding(memory, event))
    default:
      return applySets(reduced, event, at)
  }
}

function play(reduced: ReducedEsports, at: number, change: (memory: EsportsMemory) => EsportsMemory): ReducedEsports {
  return playIn(reduced, at, { isOver: isPlayOver, change })
}

function withDerived(before: ReducedEsports, changed: ReducedEsports, at: number): ReducedEsports {
  const { format, won, drawn } = changed.memory
  return showSets(before, changed, at, {
    bestOf: format.bestOf,
    unit: 'Map',
    playing: `map_${setNumber(won, format.bestOf, drawn)}`,
    isDecided: isPlayOver,
    // Kills are no score of the map: its column shows 1–0 once it is won.
    unfinished: ({ points }) => ({
      score: format.counts === 'kills' ? NIL : points,
      isBegun: points.home + points.away > 0,
    }),
    detail: showEsports,
  })
}
