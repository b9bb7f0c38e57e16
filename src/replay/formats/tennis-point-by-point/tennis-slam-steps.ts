import type { Reduced } from '../../../match/fold.ts'
import { otherSide } from '../../../match/sides.ts'
import type { Fixture, Score, Side } from '../../../match/state.ts'
import { type TennisDetail, tennisDetail } from '../../../sports/engines/games/detail.ts'
import { tennis } from '../../../sports/tennis/index.ts'
import type { RecordedStep } from '../../recording/recording.ts'
import { RecordingScript } from '../../recording/recording-script.ts'
import type { SlamPoint, SlamScore } from './tennis-slam-rows.ts'

/** The time of a point in matches in which nobody kept the time. */
const POINT_MS = 30_000
const FINAL_MS = 300_000

export interface SlamEnd {
  readonly status: string
  readonly winner: Side | undefined
}

/** Names by the data set's numbers: players 1 and 2, then their partners 3 and 4. */
export type SlamNames = Readonly<Record<number, string>>

/**
 * Writes the match as a feed would send it: its points and, wherever the data set shows another score than its points
 * add up to (some were lost, or entered for the wrong side), a `score_set` with the score that it shows.
 */
export function stepsOf(
  fixture: Fixture,
  { points, names: known, end }: { points: readonly SlamPoint[]; names: SlamNames; end: SlamEnd },
): readonly RecordedStep[] {
  // Some events number the servers of doubles by side only: then nobody knows which of the two it was.
  const isOfSides = known[3] !== undefined && points.every(({ serverNumber = 0 }) => serverNumber <= 2)
  const names = isOfSides ? {} : known
  const script = new RecordingScript()
  const scorer = new Scorer(fixture, script)
  const hasTime = points.some(({ elapsedMs = 0 }) => elapsedMs > 0)
  if (points.length > 0) scorer.say('start', 'match_start', openingOf(points, names))
  for (const point of points) {
    if (hasTime) script.waitUntil(point.elapsedMs ?? 0)
    else script.wait(POINT_MS)
    scorer.play(point, names)
  }
  scorer.close(end)
  script.wait(FINAL_MS)
  scorer.say('final', 'match_final')
  return script.steps
}

/** Keeps the score while the recording is written, to see where it differs from that of the data set. */
class Scorer {
  readonly #script: RecordingScript
  #reduced: Reduced
  /** The sets that are over, by the data set. */
  readonly #sets: Score[] = []
  #last: SlamScore | undefined
  #wasPutRight = false

  constructor(fixture: Fixture, script: RecordingScript) {
    this.#script = script
    this.#reduced = tennis.start(fixture)
  }

  say(id: string, type: string, fields: object = {}): void {
    this.#script.say(id, type, fields)
    this.#reduced = this.#with(id, type, fields)
  }

  play(point: SlamPoint, names: SlamNames): void {
    const { id, set, winner, after, fields } = point
    this.#followSets(after)
    // The server does not change within a game. If the data set says so, it is a slip.
    const shown = detailOf(this.#reduced)
    const canChange = this.#wasPutRight || shown.points === undefined || isLoveAll(shown.points)
    const service = canChange ? serviceOf(point, names, shown) : {}
    const asEntered = { team: winner, period: set, ...fields, ...service }
    const forOther = { team: otherSide(winner), period: set, ...service }
    // The winner's column is sometimes wrong. Then the score after the point shows who won it.
    const isEnteredWrong =
      !isShown(this.#with(id, 'point', asEntered), after) && isShown(this.#with(id, 'point', forOther), after)
    this.say(id, 'point', isEnteredWrong ? forOther : asEntered)
    this.#wasPutRight = after !== undefined && !isShown(this.#reduced, after)
    if (after && this.#wasPutRight) this.say(`${id}.score`, 'score_set', this.#checkpoint(after))
  }

  /** Ends the match if its points did not. Names a winner only if the data set does. */
  close({ status, winner }: SlamEnd): void {
    if (this.#reduced.state.status !== 'ended') {
      const method = METHODS.find(([word]) => word.test(status))?.[1]
      if (winner && method) this.say('ending', method, { team: otherSide(winner) })
      else this.say('result', 'result_set', { result: winner ? { winner, method: 'regulation' } : NO_RESULT })
    }
    this.say('end', 'match_end')
  }

  #with(id: string, type: string, fields: object): Reduced {
    return tennis.apply(this.#reduced, { event: { id, type, ...fields }, at: 0, arrival: 0 })
  }

  #followSets(after: SlamScore | undefined): void {
    if (after === undefined) return
    // The last points of a set may be among those that were lost.
    if (this.#last && after.set > this.#last.set) this.#sets[this.#last.set - 1] ??= finished(this.#last)
    if (after.isSetOver) this.#sets[after.set - 1] = after.games
    this.#last = after
  }

  #checkpoint({ set, games, points, isSetOver }: SlamScore): object {
    const known = detailOf(this.#reduced).sets
    const sets = Array.from({ length: isSetOver ? set : set - 1 }, (_, index) => {
      const own = known[index]
      const score = this.#sets[index] ?? own ?? NOTHING_KNOWN
      return own && isSame(own, score) ? own : score
    })
    return { sets, ...(!isSetOver && { games, ...(points && { points }) }), reason: 'points missing in the recording' }
  }
}

/** A set of which not a single point was recorded. */
const NOTHING_KNOWN: Score = { home: 6, away: 0 }

const NO_RESULT = { winner: 'none', method: 'no_result' }

const METHODS = [
  [/^ret/i, 'retired'],
  [/^w(alk|\/o)/i, 'walkover'],
  [/^def|^disq/i, 'default'],
] as const

/** True if our score is that of the data set. After the last point of a game only the games are compared. */
function isShown(reduced: Reduced, after: SlamScore | undefined): boolean {
  if (after === undefined) return true
  const { sets, games, points } = detailOf(reduced)
  if (after.isSetOver) {
    const last = sets.at(-1)
    return sets.length === after.set && last !== undefined && isSame(last, after.games)
  }
  if (sets.length !== after.set - 1 || games === undefined || !isSame(games, after.games)) return false
  if (after.points === undefined) return points !== undefined && isLoveAll(points)
  return String(points?.home) === after.points.home && String(points?.away) === after.points.away
}

function isLoveAll({ home, away }: { home: unknown; away: unknown }): boolean {
  return String(home) === '0' && String(away) === '0'
}

function isSame(left: Score, right: Score): boolean {
  return left.home === right.home && left.away === right.away
}

/** The likeliest end of a set whose last points were lost: the side that led won it. */
function finished({ games, points }: SlamScore): Score {
  const lead = games.home - games.away || Number(points?.home ?? 0) - Number(points?.away ?? 0)
  const most = Math.max(games.home, games.away)
  const won = most >= 6 && games.home !== games.away ? most : most + 1
  return lead < 0 ? { ...games, away: won } : { ...games, home: won }
}

function openingOf(points: readonly SlamPoint[], names: SlamNames): object {
  const first = points.find(({ server }) => server !== undefined)
  const server = first?.server
  const order = points.map(({ serverNumber }) => serverNumber).filter((number) => number !== undefined)
  const home = namesIn(order, [1, 3], names)
  const away = namesIn(order, [2, 4], names)
  return {
    ...(server && { server }),
    ...(home.length > 0 && away.length > 0 && { players: { home, away } }),
  }
}

/** A side's players in the order in which they first served. */
function namesIn(order: readonly number[], side: readonly number[], names: SlamNames): string[] {
  const rank = (number: number) => (order.includes(number) ? order.indexOf(number) : order.length)
  return side
    .toSorted((a, b) => rank(a) - rank(b))
    .map((number) => names[number])
    .filter((name) => name !== undefined)
}

/** What the data set says about the server, if it does not follow from the order of service. */
function serviceOf({ server, serverNumber }: SlamPoint, names: SlamNames, { server: shown }: TennisDetail): object {
  if (server === undefined || serverNumber === undefined) return {}
  const player = names[serverNumber]
  return {
    ...(shown?.side !== server && { server }),
    ...(player !== undefined && shown?.player !== player && { serverPlayer: player }),
  }
}

function detailOf(reduced: Reduced): TennisDetail {
  return tennisDetail.parse(reduced.state.detail)
}
