import type { z } from 'zod'
import type { Reduced } from '../../../match/fold.ts'
import type { Fixture, Side } from '../../../match/state.ts'
import { startState } from '../../common/state.ts'
import { corrections, ofTypes } from '../../contract/corrections.ts'
import { defineSport, type EventOf, type Sport } from '../../contract/sport.ts'
import { setsCorrections, setsFigures, turnsSet } from '../sets/corrections.ts'
import { setsKeyEvents, setsPhases } from '../sets/events.ts'
import { readSetPlace } from '../sets/place.ts'
import { applyCheckpoint, applySetBound, applySets, onMemory, playIn } from '../sets/play.ts'
import { BEFORE_FIRST_SET, NIL } from '../sets/score.ts'
import { setsScoreline } from '../sets/scoreline.ts'
import { showSets } from '../sets/show.ts'
import { type RallyDetail, rallyDetail } from './detail.ts'
import { rallyEvents } from './events.ts'
import { type RallyFormat, rallyFormatOf } from './format.ts'
import {
  addPoint,
  allTimeouts,
  awardSet,
  closeSetNow,
  isNil,
  isPlayOver,
  openGoldenSet,
  payForCard,
  playRally,
  type RallyMemory,
  serveNow,
  setPoints,
  takeTimeout,
  takeTurns,
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
  /** What each later one of them costs its side; one point if left out. */
  readonly laterPointCard?: 2
  /** What it calls a set: `Game`; `Set` if left out. */
  readonly unit?: string
  /** Options of the engine that are none in this sport. */
  readonly fixed?: readonly (keyof RallyFormat)[]
  /** Event types of its own, and which of them bring their side a point or the set, or each side the serve in turn; the others are for display. */
  readonly own?: {
    readonly events: Readonly<Record<string, z.ZodObject>>
    readonly brings: Readonly<Record<string, 'point' | 'set' | 'turns'>>
  }
}

export function defineRallySport(sport: RallySport): Sport {
  const { name, title, about, defaults, presets, pointCard, fixed, own = NOTHING_OWN } = sport
  const format = rallyFormatOf(defaults, fixed)
  const scoring: ReadonlySet<string> = new Set([...SCORING, ...Object.keys(own.brings).filter(isScoring(own))])
  return defineSport<typeof rallyEvents, RallyDetail, RallyMemory>({
    name,
    title,
    about,
    format,
    presets,
    // Those of the sport's own are told apart by `own.brings` alone.
    events: { ...rallyEvents, ...(own.events as object) },
    detail: rallyDetail,
    phases: { ...setsPhases, golden_set: 'the extra set that decides a tie over two matches' },
    start: (fixture) => start(fixture, format.parse(fixture.format ?? {}), defaults),
    apply: (reduced, event, at) => withDerived(reduced, applyRally(reduced, event, at, sport), at, sport),
    readPlace: readSetPlace,
    scoreline: setsScoreline,
    resultText: rallyResultText,
    surprises: (state, event, memory) => surprisesOfRally(state, event, memory, pointCard, scoring),
    warnings: rallyWarnings,
    corrections: [
      ...setsCorrections(scoring),
      ...corrections(ofTypes(['card'], 'a card'), {
        delete: 'card_rescinded',
        restore: 'card_restored',
        edit: 'card_changed',
      }),
    ],
    figures: setsFigures,
    turns: turnsSet(scoring),
    keyEvents: new Set([...setsKeyEvents, ...Object.keys(own.brings)]),
  })
}

/** Singles too: who plays for a club, or under the name of a country. */
function named(
  memory: RallyMemory,
  { players }: { readonly players?: RallyMemory['players'] | undefined },
): RallyMemory {
  return players === undefined ? memory : { ...memory, players: { home: players.home, away: players.away } }
}

/** The event types of its own that move the score. */
function isScoring({ brings }: NonNullable<RallySport['own']>): (type: string) => boolean {
  return (type) => brings[type] !== 'turns'
}

function serverOf({ server }: { readonly server?: unknown }): Side | undefined {
  return server === 'home' || server === 'away' ? server : undefined
}

const NOTHING_OWN: NonNullable<RallySport['own']> = { events: {}, brings: {} }

function start(fixture: Fixture, options: Partial<RallyFormat>, defaults: RallyFormat): ReducedRally {
  const format = { ...defaults, ...options }
  const memory: RallyMemory = { ...BEFORE_FIRST_SET, format, points: NIL, timeoutsLeft: allTimeouts(format) }
  const state = startState(fixture, { phase: 'pre_match', detail: showRally(memory, false), format: options })
  return { state, memory }
}

function applyRally(
  reduced: ReducedRally,
  event: RallyEvent,
  at: number,
  { pointCard, laterPointCard, own = NOTHING_OWN }: RallySport,
): ReducedRally {
  const { type } = event
  const brought = Object.hasOwn(own.brings, type) ? own.brings[type] : undefined
  const { team } = event
  if (brought === 'turns') return onMemory(reduced, (memory) => takeTurns(memory, serverOf(event as object)))
  if (brought && team) return play(reduced, at, (memory) => BRINGS[brought](memory, team))
  if (Object.hasOwn(own.events, type)) return reduced
  switch (event.type) {
    case 'match_start':
      return onMemory(applySets(reduced, event, at), (memory) => serveNow(named(memory, event), event.server))
    case 'period_start':
    case 'period_end': {
      const { bestOf } = reduced.memory.format
      return applySetBound(reduced, event, at, { bestOf, closeNow: closeSetNow, isOver: isPlayOver })
    }
    case 'service':
      return onMemory(reduced, (memory) => serveNow(memory, event.server, event.serverNumber))
    case 'point':
      return play(reduced, at, (memory) => playRally(serveNow(memory, event.server, event.serverNumber), event.team))
    case 'point_penalty':
      return play(reduced, at, (memory) => addPoint(memory, event.team))
    case 'card':
      return event.card === pointCard
        ? play(reduced, at, (memory) => payForCard(memory, event.team, laterPointCard ?? 1))
        : reduced
    case 'golden_set':
      return onMemory(reduced, (memory) => serveNow(openGoldenSet(memory), event.server))
    case 'score_set':
      return applyCheckpoint(reduced, at, (memory) => setPoints(memory, event))
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

const BRINGS = { point: addPoint, set: awardSet } as const

function play(reduced: ReducedRally, at: number, change: (memory: RallyMemory) => RallyMemory): ReducedRally {
  return playIn(reduced, at, { isOver: isPlayOver, change })
}

function withDerived(before: ReducedRally, changed: ReducedRally, at: number, { unit }: RallySport): ReducedRally {
  const { format, golden } = changed.memory
  return showSets(before, changed, at, {
    bestOf: format.bestOf,
    ...(unit && { unit }),
    isDecided: isPlayOver,
    unfinished: ({ points }) => ({ score: points, isBegun: !isNil(points) }),
    extraPeriod: (memory) => memory.golden && { label: 'Golden set', ...memory.golden },
    ...(golden && { playing: 'golden_set' }),
    detail: showRally,
  })
}
