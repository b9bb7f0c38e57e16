import { otherSide } from '../../../match/sides.ts'
import { type ClosedReason, WICKET_KINDS, type WicketKind } from '../../../sports/cricket/events.ts'
import type { RecordingScript } from '../../recording/recording-script.ts'
import { isRainRule, sideOf } from './cricsheet-result.ts'
import type { CricsheetDelivery, CricsheetFile, CricsheetInnings } from './cricsheet-schema.ts'

const BALL_MS = 35_000
const OVER_MS = 45_000
const REVIEW_MS = 60_000
const INNINGS_MS = 600_000

/** Which innings to write, and the totals of both sides before it. Writing the innings adds to the totals. */
export interface Turn {
  readonly index: number
  readonly totals: { home: number; away: number }
}

/** Writes one innings: what is known before its first ball, its deliveries, and how it ended. */
export function sayInnings(script: RecordingScript, data: CricsheetFile, { index, totals }: Turn): void {
  const innings = data.innings[index]
  const side = innings && sideOf(innings.team, data.info.teams)
  if (innings === undefined || side === undefined) return
  const n = index + 1
  const id = `i${n}`
  const { pre, post } = innings.penalty_runs
  if (pre > 0) script.say(`${id}.pre`, 'penalty_runs', { side, runs: pre, innings: 'pre' })
  sayTarget(script, data, { index, totals })
  const superOver = innings.super_over ? superOverOf(data, index) : undefined
  if (superOver !== undefined && data.innings.filter((each) => each.super_over).indexOf(innings) % 2 === 0) {
    script.say(`super-over.${superOver}`, 'super_over_start', { n: superOver })
  }
  script.say(`${id}.start`, 'innings_start', { n, batting: side, ...(superOver !== undefined && { superOver }) })
  for (const over of innings.overs) sayOver(script, data, { n, innings, over })
  const { absent_hurt: absent } = innings
  script.say(`${id}.end`, 'innings_end', { n, reason: reasonOf(data, index), ...(absent.length > 0 && { absent }) })
  if (post > 0) script.say(`${id}.post`, 'penalty_runs', { side, runs: post, innings: 'post' })
  if (superOver === undefined) totals[side] += pre + runsOf(innings) + post
  script.wait(INNINGS_MS)
}

/** Says the target before the chase, unless it follows from the runs and the format. */
function sayTarget(script: RecordingScript, data: CricsheetFile, { index, totals }: Turn): void {
  const { info, innings } = data
  const { team, target = {}, super_over: isSuperOver } = innings[index] as CricsheetInnings
  const side = sideOf(team, info.teams)
  if (side === undefined || isSuperOver) return
  const natural = totals[otherSide(side)] - totals[side] + 1
  const runs = target.runs ?? untoldTarget(data, index, natural)
  if (runs === undefined) return
  const limit = limitOf(target, info)
  const isNatural = runs === natural
  const id = `i${index + 1}.target`
  if (!isNatural) {
    const method = isRainRule(info.outcome.method) ? { method: info.outcome.method === 'VJD' ? 'VJD' : 'DLS' } : {}
    script.say(id, 'target_revised', { runs, ...limit, ...method })
  } else if (limit.overs !== undefined && limit.overs !== info.overs) {
    script.say(id, 'overs_reduced', { oversLimit: limit.overs })
  } else if (limit.balls !== undefined && limit.balls !== (info.overs ?? 0) * info.balls_per_over) {
    script.say(id, 'overs_reduced', { ballsLimit: limit.balls })
  }
}

/**
 * Older files lack the target that rain made. A chase that went on beyond the runs of the other side had a higher one: what it made, if that
 * won, else more.
 */
function untoldTarget({ info, innings }: CricsheetFile, index: number, natural: number): number | undefined {
  const chase = innings[index] as CricsheetInnings
  const isLast = innings.findLastIndex((each) => !each.super_over) === index
  const last = chase.overs.at(-1)?.deliveries.at(-1)
  if (!isLast || index % 2 === 0 || last === undefined || runsOf(chase) - last.runs.total < natural) return undefined
  return info.outcome.winner === chase.team ? runsOf(chase) : runsOf(chase) + 1
}

/** Whole overs as overs. A value such as "15.4", and the length of competitions that count in balls, as balls. */
function limitOf(target: NonNullable<CricsheetInnings['target']>, { balls_per_over }: CricsheetFile['info']) {
  if (target.balls !== undefined) return { balls: target.balls }
  if (target.overs === undefined) return {}
  const whole = Math.floor(target.overs)
  const balls = Math.round((target.overs - whole) * 10)
  return balls === 0 && balls_per_over !== 5 ? { overs: whole } : { balls: whole * balls_per_over + balls }
}

interface OverTurn {
  readonly n: number
  readonly innings: CricsheetInnings
  readonly over: CricsheetInnings['overs'][number]
}

function sayOver(script: RecordingScript, data: CricsheetFile, { n, innings, over }: OverTurn): void {
  for (const [index, { from, to, type }] of innings.powerplays.entries()) {
    if (Math.floor(from) !== over.over) continue
    const kind = type === undefined ? {} : { kind: type }
    script.say(`i${n}.powerplay.${index + 1}`, 'powerplay', {
      n: index + 1,
      from: over.over,
      to: Math.floor(to) + 1,
      ...kind,
    })
  }
  for (const [index, delivery] of over.deliveries.entries()) {
    const place = { period: n, over: over.over, ballInOver: index + 1 }
    sayDelivery(script, data, { id: `i${n}.${over.over}.${index + 1}`, place, delivery })
  }
  const legal = over.deliveries.filter(({ extras }) => extras.wides + extras.noballs === 0).length
  if (Object.hasOwn(innings.miscounted_overs, String(over.over)) && legal < data.info.balls_per_over) {
    script.say(`i${n}.${over.over}.end`, 'over_end', { period: n, over: over.over })
  }
  script.wait(OVER_MS)
}

function sayDelivery(
  script: RecordingScript,
  { info }: CricsheetFile,
  { id, place, delivery }: { id: string; place: object; delivery: CricsheetDelivery },
): void {
  const { review, replacements } = delivery
  for (const [index, { in: on, out, team }] of (replacements?.match ?? []).entries()) {
    const side = team === undefined ? undefined : sideOf(team, info.teams)
    script.say(`${id}.in.${index + 1}`, 'substitution', { on, ...(out && { off: out }), ...(side && { team: side }) })
  }
  for (const [index, { in: on, out, role, reason }] of (replacements?.role ?? []).entries()) {
    const text = `${on} is now ${role}${out ? ` for ${out}` : ''}${reason ? `: ${reason}` : ''}`
    script.say(`${id}.role.${index + 1}`, 'note', { text })
  }
  const asked = review && sideOf(review.by, info.teams)
  const by = asked === undefined ? {} : { team: asked }
  if (review) {
    script.say(`${id}.review`, 'review_start', { subject: review.type, ...by })
    script.wait(REVIEW_MS)
  }
  script.say(id, 'delivery', { ...place, ...fieldsOf(delivery) })
  if (review) {
    const decision = review.decision.replaceAll(' ', '_')
    const umpiresCall = review.umpires_call ? { umpiresCall: true } : {}
    script.say(`${id}.decision`, 'review_end', { review: `${id}.review`, decision, ...by, ...umpiresCall })
  }
  script.wait(BALL_MS)
}

function fieldsOf({ batter, bowler, non_striker, runs, extras, wickets }: CricsheetDelivery): object {
  const { wides, noballs, byes, legbyes, penalty } = extras
  const isBoundary = !runs.non_boundary && (runs.batter === 4 || runs.batter === 6)
  return {
    striker: batter,
    nonStriker: non_striker,
    bowler,
    ...(runs.batter > 0 && { bat: runs.batter }),
    ...(isBoundary && { boundary: runs.batter }),
    ...(wides > 0 && { wides }),
    ...(noballs > 0 && { noBalls: noballs }),
    ...(byes > 0 && { byes }),
    ...(legbyes > 0 && { legByes: legbyes }),
    ...(penalty > 0 && { penalty }),
    ...(wickets.length > 0 && { wickets: wickets.map(wicketOf) }),
  }
}

function wicketOf({ kind, player_out: playerOut, fielders }: CricsheetDelivery['wickets'][number]): object {
  const names = fielders.map(({ name }) => name ?? 'sub')
  const substitutes = names.filter((_, index) => fielders[index]?.substitute)
  return {
    kind: wicketKindOf(kind),
    playerOut,
    ...(names.length > 0 && { fielders: names }),
    ...(substitutes.length > 0 && { substitutes }),
  }
}

/** `caught and bowled` as `caught_and_bowled`. An unknown way to be out still counts as out. */
function wicketKindOf(kind: string): WicketKind {
  const name = kind.replaceAll(' ', '_')
  return WICKET_KINDS.find((known) => known === name) ?? 'retired_out'
}

function reasonOf(data: CricsheetFile, index: number): ClosedReason {
  const innings = data.innings[index] as CricsheetInnings
  if (innings.forfeited) return 'forfeited'
  if (innings.declared) return 'declared'
  const deliveries = innings.overs.flatMap((over) => over.deliveries)
  const kinds = deliveries.flatMap(({ wickets }) => wickets.map(({ kind }) => kind))
  const out = kinds.filter((kind) => kind !== 'retired hurt' && kind !== 'retired not out').length
  if (hasWon(data, index)) return 'target_reached'
  if (out >= (innings.super_over ? 2 : 10)) return 'all_out'
  if (oversOf(data, innings) >= (innings.super_over ? 1 : (limitInOvers(data, index) ?? Number.POSITIVE_INFINITY))) {
    return 'overs'
  }
  if (kinds.length + innings.absent_hurt.length >= 10) return 'all_out'
  return index === data.innings.length - 1 ? 'abandoned' : 'other'
}

/** True if the file says that the chase won by wickets, or if it has the runs. */
function hasWon({ info, innings }: CricsheetFile, index: number): boolean {
  const { team, super_over: isSuperOver, target } = innings[index] as CricsheetInnings
  const { winner, by } = info.outcome
  const isLast = innings.findLastIndex((each) => !each.super_over) === index
  if (isSuperOver) {
    const before = innings[index - 1]
    return before?.super_over === true && runsOf(innings[index] as CricsheetInnings) > runsOf(before)
  }
  if (!isLast || index === 0) return false
  if (target?.runs !== undefined) return runsOf(innings[index] as CricsheetInnings) >= target.runs
  return winner === team && by?.wickets !== undefined
}

/** Overs begun, as a scorer counts them: a miscounted over is one. */
function oversOf({ info }: CricsheetFile, { overs, miscounted_overs }: CricsheetInnings): number {
  const last = overs.at(-1)
  if (last === undefined) return 0
  const legal = last.deliveries.filter(({ extras }) => extras.wides + extras.noballs === 0).length
  const isWhole = legal >= info.balls_per_over || Object.hasOwn(miscounted_overs, String(last.over))
  return isWhole ? last.over + 1 : last.over + legal / info.balls_per_over
}

/** Overs that the innings could last. Of a first innings cut short, the length is that of the second. */
function limitInOvers({ info, innings }: CricsheetFile, index: number): number | undefined {
  const { target } = innings[index] as CricsheetInnings
  if (target?.balls !== undefined) return target.balls / info.balls_per_over
  return target?.overs ?? info.overs
}

function superOverOf({ innings }: CricsheetFile, index: number): number {
  const before = innings.slice(0, index).filter((each) => each.super_over).length
  return Math.floor(before / 2) + 1
}

function runsOf({ overs }: CricsheetInnings): number {
  return overs.flatMap((over) => over.deliveries).reduce((sum, { runs }) => sum + runs.total, 0)
}
