import { z } from 'zod'
import type { MatchEvent } from '../../../match/event.ts'
import { isEqual } from '../../../match/merge-patch.ts'
import type { Score, Side } from '../../../match/state.ts'
import { playerName, score, side } from '../../contract/reading/fields.ts'
import { shootoutWinner } from '../clocked/shootout.ts'
import type { GameFormat } from './format.ts'

/** One thing that is counted for each side: team fouls, tries, shots. */
export interface Tally {
  readonly about: string
  /** How much this event adds, and to whom; undefined for all others. */
  of(event: MatchEvent, format: GameFormat): { readonly team: Side; readonly n: number } | undefined
  /** True where a period begins that counts anew. */
  readonly isAnew?: (period: number, format: GameFormat) => boolean
}

export type Tallies = Readonly<Record<string, Tally>>

/** One for the team of each event of this type, or only of those that `counts` picks. */
export function eachOf(type: string, counts: (event: MatchEvent) => boolean = () => true): Tally['of'] {
  return (event) => (event.type === type && event.team && counts(event) ? { team: event.team, n: 1 } : undefined)
}

const NIL: Score = { home: 0, away: 0 }
const MOST = 10_000

const shootout = z.strictObject({
  home: z.int().min(0).describe('attempts that went in'),
  away: z.int().min(0),
  taken: score.exactOptional().describe('attempts made; absent where the feed gave the score alone'),
  decided: side.exactOptional().describe('who has won it'),
})

export type ShootoutScore = z.output<typeof shootout>

const exclusion = z.strictObject({
  team: side,
  player: playerName.exactOptional(),
  minutes: z.int().exactOptional().describe('for so long; left out: for good'),
  period: z.int().exactOptional().describe('the period in which it ends'),
  until: z
    .string()
    .exactOptional()
    .describe('what the match clock shows then; it may be over before the next event says so'),
})

export type ShownExclusion = z.output<typeof exclusion>

/** What a game shows beyond every sport: what it counts, its shoot-out, who is off, and what is its own. */
export type GameDetail = Readonly<Record<string, unknown>>

export function detailSchema({
  tallies,
  own = {},
  hasStrength,
}: {
  readonly tallies: Tallies
  readonly own?: z.ZodRawShape | undefined
  readonly hasStrength: boolean
}): z.ZodType<GameDetail> {
  const counts = Object.entries(tallies).map(([name, { about }]) => [name, score.describe(about)])
  return z.strictObject({
    ...Object.fromEntries(counts),
    ...own,
    ...(hasStrength && {
      strength: score
        .exactOptional()
        .describe(
          'players on the field, of futsal, handball and ice hockey without goalkeepers; left out where both are complete',
        ),
      off: z.array(exclusion).exactOptional().describe('who is off, as of the last event that told the time'),
    }),
    shootout: shootout.exactOptional().describe('once it has begun'),
    playedScore: score.exactOptional().describe('as it was played, where another score was awarded'),
    awardedScore: score.exactOptional().describe('that was awarded'),
  }) as unknown as z.ZodType<GameDetail>
}

export function startDetail(tallies: Tallies): GameDetail {
  return Object.fromEntries(Object.keys(tallies).map((name) => [name, NIL]))
}

export function shootoutOf(detail: GameDetail): ShootoutScore | undefined {
  return detail['shootout'] as ShootoutScore | undefined
}

/** The detail with these fields; one that is undefined goes. */
export function withFields(detail: GameDetail, fields: GameDetail): GameDetail {
  const isSame = Object.entries(fields).every(([name, value]) => isEqual(value, detail[name]))
  if (isSame) return detail
  return Object.fromEntries(Object.entries({ ...detail, ...fields }).filter(([, value]) => value !== undefined))
}

/** How much of a tally a side has. */
export function tallyOf(detail: GameDetail, name: string, side: Side): number {
  return countsOf(detail, name)[side]
}

function countsOf(detail: GameDetail, name: string): Score {
  return (detail[name] ?? NIL) as Score
}

export function countEvent(tallies: Tallies, format: GameFormat, detail: GameDetail, event: MatchEvent): GameDetail {
  let counted = detail
  for (const [name, tally] of Object.entries(tallies)) {
    const added = tally.of(event, format)
    if (added === undefined) continue
    const before = countsOf(counted, name)
    const n = Math.min(MOST, before[added.team] + added.n)
    counted = { ...counted, [name]: { home: before.home, away: before.away, [added.team]: n } }
  }
  return counted
}

export function newPeriod(tallies: Tallies, format: GameFormat, period: number, detail: GameDetail): GameDetail {
  const anew = Object.entries(tallies).filter(([name, { isAnew }]) => {
    const { home, away } = countsOf(detail, name)
    return home + away > 0 && isAnew?.(period, format)
  })
  return anew.length === 0 ? detail : { ...detail, ...Object.fromEntries(anew.map(([name]) => [name, NIL])) }
}

const NIL_SHOOTOUT: ShootoutScore = { ...NIL, taken: NIL }

/** Attempts of each side before one decides alone. */
const ROUNDS_AT_MOST = 1_000

/** One attempt more. After `rounds` each, every equal pair may decide it. */
export function addAttempt(
  before: ShootoutScore | undefined,
  { team, scored }: { readonly team: Side; readonly scored: boolean },
  rounds: number,
): ShootoutScore {
  const { home, away, taken = { home: before?.home ?? 0, away: before?.away ?? 0 } } = before ?? NIL_SHOOTOUT
  const next = {
    home: home + (team === 'home' && scored ? 1 : 0),
    away: away + (team === 'away' && scored ? 1 : 0),
    taken: { ...taken, [team]: Math.min(ROUNDS_AT_MOST, taken[team] + 1) },
  }
  const decided = shootoutWinner(next, next.taken, rounds)
  return { ...next, ...(decided && { decided }) }
}
