import type { Score, Side } from '../../../match/state.ts'

/** A row of the data set as it is written: every value is text, and any column may be missing or empty. */
export type SlamRecord = Readonly<Record<string, string>>

/** One point, and what the data set says the scoreboard showed after it. */
export interface SlamPoint {
  readonly id: string
  readonly set: number
  readonly winner: Side
  readonly server: Side | undefined
  /** 1 to 4: the first players of both sides, then their partners. */
  readonly serverNumber: number | undefined
  /** Since the start of the match; undefined where nobody kept the time. */
  readonly elapsedMs: number | undefined
  /** What else the event says. */
  readonly fields: object
  readonly after: SlamScore | undefined
}

export interface SlamScore {
  readonly set: number
  readonly games: Score
  readonly isSetOver: boolean
  /** As called; absent after the last point of a game. */
  readonly points?: { readonly home: string; readonly away: string }
}

/**
 * The points of one match. Leaves out rows that are no points: those before the first (`0`, `0X`, `0Y`), those that were lost
 * and filled in, and a point that was entered twice, which leaves the score where it was.
 */
export function readPoints(records: readonly SlamRecord[]): SlamPoint[] {
  const played = records.filter((row) => isOneOrTwo(row['PointWinner']))
  const wrong = played.find((row) => !/^\d+$/.test(row['SetNo'] ?? ''))
  if (wrong) throw new Error(`point ${wrong['PointNumber']}: SetNo is "${wrong['SetNo']}", not a number`)
  const rows = played.filter((row, index) => !isRepeated(row, played[index - 1]))
  const ids = new Set<string>()
  const count = { set: 0, games: { home: 0, away: 0 } }
  return rows.map((row, index) => {
    const winner = sideOf(row['PointWinner'])
    const number = Number(row['PointServer'])
    const serverNumber = number >= 1 && number <= 4 ? number : undefined
    return {
      id: uniqueId(row['PointNumber'] || String(index + 1), ids),
      set: Number(row['SetNo']),
      winner,
      server: serverNumber === undefined ? undefined : serverNumber % 2 === 1 ? 'home' : 'away',
      serverNumber,
      elapsedMs: elapsedMsOf(row['ElapsedTime']),
      fields: fieldsOf(row, winner),
      after: hasGames(row)
        ? scoreAfter(row, rows[index - 1], rows[index + 1])
        : countedBoard(count, row, rows[index + 1]),
    }
  })
}

const SCORE = ['SetNo', 'P1GamesWon', 'P2GamesWon', 'P1Score', 'P2Score']

function isRepeated(row: SlamRecord, before: SlamRecord | undefined): boolean {
  return before !== undefined && row['P1Score'] !== '' && SCORE.every((name) => row[name] === before[name])
}

function hasGames(row: SlamRecord): boolean {
  return /^\d+$/.test(row['P1GamesWon'] ?? '') && /^\d+$/.test(row['P2GamesWon'] ?? '')
}

function scoreAfter(row: SlamRecord, before: SlamRecord | undefined, next: SlamRecord | undefined): SlamScore {
  const games = { home: Number(row['P1GamesWon']), away: Number(row['P2GamesWon']) }
  const isGameOver = isOneOrTwo(row['GameWinner']) || isOneOrTwo(row['SetWinner'])
  // The column of the set's winner is filled at 7-6 of an advantage set, and empty after some match tie-breaks.
  const isSetOver = next ? next['SetNo'] !== row['SetNo'] : isGameOver && looksWon(games, before)
  return { set: Number(row['SetNo']), games, isSetOver, ...(!isGameOver && { points: pointsOf(row) }) }
}

/** Games that end a set under some rule: two ahead, or one after a tie-break. */
function looksWon({ home, away }: Score, before: SlamRecord | undefined): boolean {
  if (Math.abs(home - away) >= 2) return Math.max(home, away) >= 6
  const called = before && pointsOf(before)
  const isTiebreak = called !== undefined && !/^(40|AD)$/.test(called.home) && !/^(40|AD)$/.test(called.away)
  return isTiebreak && home !== away
}

/**
 * For events whose data has neither games nor winners of games, Melbourne and Paris since 2018: the last point of a
 * game was its winner's.
 *
 * @returns undefined after the last row: nothing says whether the game was over
 */
function countedBoard(
  count: { set: number; games: { home: number; away: number } },
  row: SlamRecord,
  next: SlamRecord | undefined,
): SlamScore | undefined {
  const set = Number(row['SetNo'])
  if (count.set !== set) {
    count.set = set
    count.games = { home: 0, away: 0 }
  }
  if (next === undefined) return undefined
  const isSetOver = next['SetNo'] !== row['SetNo']
  const isGameOver = isSetOver || next['GameNo'] !== row['GameNo']
  if (isGameOver) count.games[sideOf(row['PointWinner'])] += 1
  return { set, games: { ...count.games }, isSetOver, ...(!isGameOver && { points: pointsOf(row) }) }
}

function pointsOf(row: SlamRecord): { home: string; away: string } {
  return { home: row['P1Score'] ?? '', away: row['P2Score'] ?? '' }
}

function fieldsOf(row: SlamRecord, winner: Side): object {
  const [own, other] = winner === 'home' ? ['P1', 'P2'] : ['P2', 'P1']
  const kind = KINDS.find(([who, column]) => row[`${who === 'winner' ? own : other}${column}`] === '1')?.[2]
  const serveNumber = Number(row['ServeNumber'])
  const speedKmh = Number(row['Speed_KMH'])
  return {
    ...(kind && { kind }),
    ...((serveNumber === 1 || serveNumber === 2) && { serveNumber }),
    ...(speedKmh > 0 && { speedKmh }),
  }
}

/** The first entry that fits counts: an ace is also marked as a winner, a double fault also as an unforced error. */
const KINDS = [
  ['winner', 'Ace', 'ace'],
  ['loser', 'DoubleFault', 'double_fault'],
  ['winner', 'Winner', 'winner'],
  ['loser', 'UnfErr', 'unforced_error'],
  ['loser', 'ForcedError', 'forced_error'],
] as const

function elapsedMsOf(text = ''): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d{1,2}):(\d{1,2})$/.exec(text) ?? []
  if (hours === undefined) return undefined
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}

function uniqueId(number: string, ids: Set<string>): string {
  let id = `p${number}`
  for (let copy = 2; ids.has(id); copy++) id = `p${number}.${copy}`
  ids.add(id)
  return id
}

function sideOf(number: string | undefined): Side {
  return number === '2' ? 'away' : 'home'
}

function isOneOrTwo(text: string | undefined): boolean {
  return text === '1' || text === '2'
}
