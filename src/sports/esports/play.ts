import { otherSide } from '../../match/sides.ts'
import type { Score, Side } from '../../match/state.ts'
import { withNothingOwed } from '../common/owed.ts'
import { leaderOf, plainScore } from '../common/sides.ts'
import {
  isDecided,
  isWon,
  NIL,
  plainSet,
  plusOne,
  type SetScore,
  type SetsMemory,
  setNumber,
  withSet,
  wonBy,
} from '../engines/sets/score.ts'
import type { EsportsDetail } from './detail.ts'
import type { EsportsFormat } from './format.ts'
import { changeAfter, partOfRound, roundsWin } from './rounds.ts'

type KnownMap = NonNullable<EsportsDetail['maps']>[string]
type Sides = Readonly<Record<Side, string>>

/** The whole truth of a match of maps. */
export interface EsportsMemory extends SetsMemory {
  readonly format: EsportsFormat
  /** Of the map being played: rounds, goals, points or kills. */
  readonly points: Score
  /** Rounds by half and overtime; absent where a checkpoint said the sum alone. */
  readonly halves?: readonly Score[]
  /** The next goal wins the map. */
  readonly isGolden?: true
  readonly sides?: Sides
  /** By number from 1, those to come included. */
  readonly maps: Readonly<Record<string, KnownMap>>
}

export function isPlayOver(memory: EsportsMemory): boolean {
  return isDecided(memory, memory.format.bestOf)
}

/** Number of the map being played. */
function mapNumber({ won, format, drawn }: EsportsMemory): number {
  return setNumber(won, format.bestOf, drawn)
}

/** True if the side's next round or goal wins the map. */
export function winsMap({ format, points, isGolden }: EsportsMemory, side: Side): boolean {
  if (format.counts === 'goals') return isGolden === true
  return format.counts === 'rounds' && roundsWin(format, plusOne(points, side))
}

/** True if the side's next round or goal wins the match. */
export function winsMatch(memory: EsportsMemory, side: Side): boolean {
  return winsMap(memory, side) && isWon(plusOne(memory.won, side), memory.format.bestOf)
}

export function playRound(memory: EsportsMemory, team: Side): EsportsMemory {
  const { format, sides, halves, changeEnds: _, ...before } = memory
  if (format.counts !== 'rounds') return memory
  const part = partOfRound(format, memory.points)
  const points = plusOne(memory.points, team)
  const played = { ...before, format, points, ...(halves && { halves: withRound(halves, part, team) }) }
  if (roundsWin(format, points)) return closeMap(played, points)
  const change = changeAfter(format, points)
  if (change === 'unknown') return played
  if (change === 'none') return { ...played, ...(sides && { sides }) }
  return { ...played, ...(sides && { sides: { home: sides.away, away: sides.home } }), changeEnds: true }
}

function withRound(halves: readonly Score[], part: number, team: Side): readonly Score[] {
  const begun = [...halves]
  while (begun.length <= part) begun.push(NIL)
  begun[part] = plusOne(begun[part] ?? NIL, team)
  return begun
}

export function playGoal(memory: EsportsMemory, team: Side): EsportsMemory {
  if (memory.format.counts !== 'goals') return memory
  const points = plusOne(memory.points, team)
  return memory.isGolden ? closeMap(memory, points) : { ...memory, points }
}

/** Kills decide nothing, so they are counted where they are the score that is shown, and nowhere else. */
export function countKill(memory: EsportsMemory, team: Side): EsportsMemory {
  return memory.format.counts === 'kills' ? { ...memory, points: plusOne(memory.points, team) } : memory
}

export function beginOvertime(memory: EsportsMemory): EsportsMemory {
  return memory.format.counts === 'goals' ? { ...memory, isGolden: true } : memory
}

/** The side wins the map: at the score given, or as it stands if that is won by it, or else without a score. */
export function winMap(memory: EsportsMemory, team: Side, given: Score | undefined): EsportsMemory {
  const score = given ? plainScore(given) : memory.points
  const isScore = memory.format.counts !== 'kills' && leaderOf(score) === team
  return closeMap(memory, isScore ? score : plusOne(NIL, team), given)
}

export function forfeitMap(memory: EsportsMemory, team: Side): EsportsMemory {
  const marked = onMap(memory, mapNumber(memory), { forfeitedBy: team })
  return closeMap({ ...marked, points: NIL, halves: [] }, plusOne(NIL, otherSide(team)))
}

/** Nobody wins the map: at the score given, or as it stands if that is level, or else without a score. */
export function drawMap(memory: EsportsMemory, given: Score | undefined): EsportsMemory {
  const score = given ? plainScore(given) : memory.points
  const isScore = memory.format.counts !== 'kills' && leaderOf(score) === 'draw'
  return closeMap(memory, isScore ? score : NIL, given)
}

/**
 * Closes the map at the score shown, a drawn one too. One that its score does not decide stays open, and so does one that is
 * level where nothing was played, or where the next goal wins it.
 */
export function closeMapNow(memory: EsportsMemory): EsportsMemory {
  const { points, format } = memory
  if (format.counts === 'kills' || points.home + points.away === 0) return memory
  return format.counts === 'goals' && leaderOf(points) === 'draw' ? memory : closeMap(memory, points)
}

function closeMap(memory: EsportsMemory, score: SetScore, given?: Score): EsportsMemory {
  const { isGolden: _, sides: __, changeEnds: ___, ...rest } = memory
  const { points, halves, format } = rest
  const kills = format.counts === 'kills' ? (given ? plainScore(given) : points) : NIL
  const isByHalves = halves !== undefined && halves.length > 0 && sumIs(halves, score)
  const known = onMap(rest, mapNumber(rest), {
    ...(isByHalves && { halves }),
    ...(kills.home + kills.away > 0 && { kills }),
  })
  return {
    ...(leaderOf(score) === 'draw' ? withDrawnMap(known, score) : withSet(known, score)),
    points: NIL,
    halves: [],
  }
}

function withDrawnMap(memory: EsportsMemory, score: SetScore): EsportsMemory {
  if ((memory.drawn ?? 0) >= MOST_MAPS) return memory
  return { ...memory, sets: [...memory.sets, score], drawn: (memory.drawn ?? 0) + 1, stage: 'break' }
}

/** What is known of the drawn maps among these; nothing where there are none. */
function drawnAmong(sets: readonly SetScore[]): Pick<EsportsMemory, 'drawn'> {
  const drawn = sets.filter((set) => leaderOf(set) === 'draw').length
  return drawn === 0 ? {} : { drawn }
}

/** What becomes known of a map. */
function onMap<Memory extends EsportsMemory>(memory: Memory, number: number, known: KnownMap): Memory {
  if (Object.keys(known).length === 0 || number > memory.format.bestOf) return memory
  return { ...memory, maps: { ...memory.maps, [number]: { ...memory.maps[number], ...known } } }
}

/** A map that is about to be played becomes known, and what each side plays on it. */
export function introduceMap(
  memory: EsportsMemory,
  said: { readonly map?: string | undefined; readonly pickedBy?: Side | undefined; readonly sides?: Sides | undefined },
): EsportsMemory {
  const { map: name, pickedBy, sides } = said
  const known = onMap(memory, mapNumber(memory), { ...(name && { name }), ...(pickedBy && { pickedBy }) })
  return sides ? playSides(known, sides) : known
}

export function playSides(memory: EsportsMemory, { home, away }: Sides): EsportsMemory {
  return { ...memory, sides: { home, away } }
}

/** The maps that are picked, and the one that is left, are played one after the other. */
export function addPick(
  memory: EsportsMemory,
  {
    action,
    map,
    team,
  }: { readonly action: 'ban' | 'pick' | 'decider'; readonly map: string; readonly team?: Side | undefined },
): EsportsMemory {
  if (action === 'ban') return memory
  const next = 1 + Math.max(0, ...Object.keys(memory.maps).map(Number))
  return onMap(memory, next, { name: map, ...(action === 'pick' && team && { pickedBy: team }) })
}

/** Sets everything that the checkpoint says. Rounds that win the map, win it. */
export function setStanding(
  memory: EsportsMemory,
  to: {
    readonly sets?: readonly SetScore[] | undefined
    readonly points?: Score | undefined
    readonly score?: Score | undefined
  },
): EsportsMemory {
  const { changeEnds: _, halves: known, drawn: wereDrawn = 0, ...before } = withNothingOwed(memory)
  const counted = to.sets ? wonBy(to.sets) : memory.won
  const won = to.score ? plainScore(to.score) : counted
  const sets = to.sets?.map(plainSet) ?? setsOf(memory.sets.slice(0, won.home + won.away + wereDrawn), won)
  const isMapGiven = to.sets !== undefined || to.score !== undefined
  const points = to.points ? plainScore(to.points) : isMapGiven ? NIL : memory.points
  const isNil = points.home + points.away === 0
  const halves = isNil ? [] : sumIs(known, points) ? known : undefined
  const isBegun = sets.length > 0 || won.home + won.away > 0
  const stage = isNil ? (isBegun ? ('break' as const) : memory.stage) : ('play' as const)
  const placed = { ...before, sets, won, ...drawnAmong(sets), points, ...(halves && { halves }), stage }
  if (isPlayOver(placed)) return { ...placed, points: NIL, halves: [] }
  return placed.format.counts === 'rounds' && roundsWin(placed.format, points) ? closeMap(placed, points) : placed
}

/** Maps that were won without a score, where only one side can have won them: one given in advance, to begin with. */
function setsOf(known: readonly SetScore[], won: Score): readonly SetScore[] {
  const counted = wonBy(known)
  const missing = { home: won.home - counted.home, away: won.away - counted.away }
  const [more, other] = missing.home > 0 ? (['home', 'away'] as const) : (['away', 'home'] as const)
  if (missing[more] <= 0 || missing[other] !== 0) return known
  return [...known, ...Array.from({ length: Math.min(MOST_MAPS, missing[more]) }, () => plusOne(NIL, more))]
}

/** More than any format has. */
const MOST_MAPS = 9

function sumIs(halves: readonly Score[] | undefined, points: Score): boolean {
  return halves !== undefined && (['home', 'away'] as const).every((side) => sumOf(halves, side) === points[side])
}

function sumOf(halves: readonly Score[], side: Side): number {
  return halves.reduce((sum, half) => sum + half[side], 0)
}
