import type { Side } from '../../../match/state.ts'
import { withNothingOwed } from '../../common/owed.ts'
import { leaderOf, plainScore } from '../../common/sides.ts'
import type { EventOf } from '../../contract/sport.ts'
import { isDecided, NIL, plainSet, type SetScore, type SetsMemory, setNumber, withSet, wonBy } from '../sets/score.ts'
import type { tennisEvents } from './events.ts'
import { type GameFormat, rulesOfSet, type SetRules } from './format.ts'
import {
  changesEnds,
  countCalls,
  isBegun,
  isReached,
  isSetWon,
  isTiebreak,
  LOVE_ALL,
  type OpenSet,
  type SetOutcome,
  targetOf,
  winGame,
  winPoint,
} from './score.ts'
import { callService, nextGame, type Service, type ServiceCall, type ServicePoint } from './service.ts'

/** The whole truth of a tennis match: what is won, where the set stands, who serves. */
export interface TennisMemory extends SetsMemory {
  readonly format: GameFormat
  readonly standing: OpenSet
  readonly service?: Service
}

export function rulesNow({ format, won }: TennisMemory): SetRules {
  return rulesOfSet(format, setNumber(won, format.bestOf))
}

export function pointNow(memory: TennisMemory): ServicePoint {
  const { games, points } = memory.standing
  const rules = rulesNow(memory)
  const { cap } = targetOf(rules, games)
  return {
    isTiebreak: isTiebreak(rules, games),
    played: points.home + points.away,
    doubles: memory.format.doubles,
    isDecidingPoint: cap !== undefined && Math.min(points.home, points.away) === cap - 1,
  }
}

export function playPoint(memory: TennisMemory, side: Side): TennisMemory {
  return follow(memory, winPoint(rulesNow(memory), memory.standing, side))
}

/** Closes the set at the games shown; level in a tie-break, by its points. A set that is level stays open. */
export function closeSetNow(memory: TennisMemory): TennisMemory {
  const { games, points } = memory.standing
  const rules = rulesNow(memory)
  if (games.home !== games.away) return follow(memory, { kind: 'set', set: games })
  const leader = leaderOf(points)
  if (leader === 'draw' || !isTiebreak(rules, games)) return memory
  return follow(memory, winGame(rules, memory.standing, leader))
}

export function awardGame(memory: TennisMemory, side: Side): TennisMemory {
  return follow(memory, winGame(rulesNow(memory), memory.standing, side))
}

export function serve(memory: TennisMemory, call: ServiceCall): TennisMemory {
  const service = callService(memory.service, call, pointNow(memory))
  return service === undefined || service === memory.service ? memory : { ...memory, service }
}

type ScoreSet = Extract<EventOf<typeof tennisEvents>, { type: 'score_set' }>

/** Sets everything that the checkpoint says. Games or points that already win, win: a feed may send 6-4 before 1-0. */
export function setStanding(memory: TennisMemory, to: ScoreSet): TennisMemory {
  const { changeEnds: _, ...rest } = withNothingOwed(memory)
  const isSetGiven = to.sets !== undefined || to.score !== undefined
  const at = { ...rest, ...setsOf(memory, to) }
  const games = to.games ? plainScore(to.games) : isSetGiven ? NIL : memory.standing.games
  const rules = rulesNow(at)
  const isGameGiven = isSetGiven || to.games !== undefined
  const points = to.points
    ? countCalls(isTiebreak(rules, games), to.points)
    : isGameGiven
      ? NIL
      : memory.standing.points
  const standing = { games, points }
  return serve(completed({ ...at, standing, stage: stageAt(at, standing) }, rules), to)
}

function setsOf(memory: TennisMemory, { sets, score }: ScoreSet): Pick<TennisMemory, 'sets' | 'won'> {
  if (sets === undefined) {
    if (score === undefined) return memory
    return { won: plainScore(score), sets: memory.sets.slice(0, score.home + score.away) }
  }
  return { sets: sets.map(plainSet), won: score ? plainScore(score) : wonBy(sets) }
}

function stageAt({ won, stage }: TennisMemory, standing: OpenSet): TennisMemory['stage'] {
  if (isBegun(standing)) return 'play'
  return won.home + won.away > 0 ? 'break' : stage
}

function completed(memory: TennisMemory, rules: SetRules): TennisMemory {
  const { games, points } = memory.standing
  if (isDecided(memory, memory.format.bestOf)) return { ...memory, standing: LOVE_ALL }
  if (isSetWon(rules, games)) return closeSet(memory, games)
  if (!isReached(points, targetOf(rules, games))) return memory
  return follow(memory, winGame(rules, memory.standing, points.home > points.away ? 'home' : 'away'))
}

function follow(memory: TennisMemory, outcome: SetOutcome): TennisMemory {
  const { changeEnds: _, ...before } = memory
  const changeEnds = changesEnds(rulesNow(memory), outcome)
  const after = { ...before, ...(changeEnds && { changeEnds }) }
  if (outcome.kind === 'point') return { ...after, standing: outcome.standing }
  const served = { ...after, ...(memory.service && { service: nextGame(memory.service) }) }
  return outcome.kind === 'set' ? closeSet(served, outcome.set) : { ...served, standing: outcome.standing }
}

function closeSet(memory: TennisMemory, set: SetScore): TennisMemory {
  return { ...withSet(memory, set), standing: LOVE_ALL }
}
