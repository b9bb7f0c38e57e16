import { otherSide } from '../../../match/sides.ts'
import type { Side } from '../../../match/state.ts'
import type { Panel, Row } from '../../contract/blocks.ts'
import type { StoryEntry } from '../../contract/presentation.ts'
import { type Lineup, lineupsOf } from './lineups.ts'
import { NOT_THROWN, PLATE_RESULTS, type PlateResult } from './plays/results.ts'
import { battingIn } from './reading.ts'
import { type Told, withRuns } from './story/runs-told.ts'

interface Batting {
  readonly atBats: number
  readonly hits: number
  readonly homeRuns: number
  readonly rbi: number
  readonly walks: number
  readonly strikeouts: number
}

interface Pitching {
  outs: number
  hits: number
  runs: number
  earned: number
  walks: number
  strikeouts: number
  thrown: number
  strikes: number
}

/** What batters and pitchers did, counted from plate appearances that name them. */
export function playerPanels(
  entries: readonly StoryEntry[],
  names: Readonly<Record<Side, { readonly name: string }>>,
): Panel[] {
  const batters = { home: new Map<string, Batting>(), away: new Map<string, Batting>() }
  const pitchers = { home: new Map<string, Pitching>(), away: new Map<string, Pitching>() }
  const lineups = lineupsOf(entries)
  for (const side of ['home', 'away'] as const) {
    for (const { name } of lineups[side]?.batting ?? []) batters[side].set(name, NO_BATTING)
    const first = lineups[side]?.pitcher
    if (first !== undefined) pitchers[side].set(first, NO_PITCHING)
  }
  const has = {
    earned: entries.some(({ event }) => event['earned'] !== undefined),
    pitches: entries.some(({ event, isDeleted }) => event.type === 'pitch' && !isDeleted),
  }
  for (const told of withRuns(entries)) {
    const { event, isDeleted } = told.entry
    if (isDeleted) continue
    const side = battingIn(Math.max(1, told.half))
    const fielding = otherSide(side)
    const pitcher = event['pitcher'] ?? pitcherOf(told, fielding)
    if (typeof pitcher === 'string') {
      if (told.runs > 0 && BESIDE_THE_BAT.has(event.type)) charge(pitchers[fielding], pitcher, told)
      if (event.type === 'pitch') throwTo(pitchers[fielding], pitcher, String(event['call']))
    }
    if (event.type !== 'plate_appearance') continue
    const result: PlateResult | undefined = PLATE_RESULTS[event['result'] as keyof typeof PLATE_RESULTS]
    const batter = event['batter'] ?? event.player
    if (result === undefined) continue
    if (typeof batter === 'string') bat(batters[side], batter, told, result)
    if (typeof pitcher === 'string') pitch(pitchers[fielding], pitcher, told, result)
  }
  return (['away', 'home'] as const).flatMap((side) => [
    ...card(
      `Batting: ${names[side].name}`,
      BATTING,
      [...batters[side]].map((row) => withPosition(battingRow(row), lineups[side])),
    ),
    ...card(
      `Pitching: ${names[side].name}`,
      [...PITCHING.slice(0, 3), ...(has.earned ? [EARNED] : []), ...PITCHING.slice(3), ...(has.pitches ? PITCHES : [])],
      [...pitchers[side]].map((row) => pitchingRow(row, has)),
    ),
  ])
}

/** Runs that no plate appearance brings. */
const BESIDE_THE_BAT: ReadonlySet<string> = new Set([
  ...['run', 'stolen_base', 'wild_pitch', 'passed_ball', 'balk', 'runner_advance'],
])

const NO_BATTING: Batting = { atBats: 0, hits: 0, homeRuns: 0, rbi: 0, walks: 0, strikeouts: 0 }
const NO_PITCHING: Pitching = {
  outs: 0,
  hits: 0,
  runs: 0,
  earned: 0,
  walks: 0,
  strikeouts: 0,
  thrown: 0,
  strikes: 0,
}

function charge(all: Map<string, Pitching>, name: string, { entry, runs }: Told<StoryEntry>): void {
  const sum = all.get(name) ?? NO_PITCHING
  const { earned = entry.event.type !== 'passed_ball' } = entry.event as { readonly earned?: unknown }
  all.set(name, { ...sum, runs: sum.runs + runs, earned: sum.earned + (earned === true ? runs : 0) })
}

/** Whatever is no ball is a strike in this count, also what was put in play. */
const NO_STRIKES: ReadonlySet<string> = new Set(['ball', 'intentional_ball', 'hit_by_pitch'])

function throwTo(all: Map<string, Pitching>, name: string, call: string): void {
  if (NOT_THROWN.has(call)) return
  const sum = all.get(name) ?? NO_PITCHING
  all.set(name, { ...sum, thrown: sum.thrown + 1, strikes: sum.strikes + (NO_STRIKES.has(call) ? 0 : 1) })
}

function withPosition(row: Row, lineup: Lineup | undefined): Row {
  const position = lineup?.batting.find(({ name }) => name === row.name)?.position
  return position === undefined ? row : { ...row, note: position }
}

function pitcherOf({ entry }: Told<StoryEntry>, side: Side): string | undefined {
  const { pitching } = entry.after.detail as { readonly pitching?: Record<Side, { readonly player?: string }> }
  return pitching?.[side].player
}

function bat(all: Map<string, Batting>, name: string, { entry, runs }: Told<StoryEntry>, result: PlateResult): void {
  const sum = all.get(name) ?? NO_BATTING
  const { event } = entry
  const kind = String(event['result'])
  all.set(name, {
    atBats: sum.atBats + (result.isNoAtBat ? 0 : 1),
    hits: sum.hits + (result.isHit ? 1 : 0),
    homeRuns: sum.homeRuns + (kind === 'home_run' ? 1 : 0),
    rbi: sum.rbi + rbiOf(event['rbi'], runs, result, kind),
    walks: sum.walks + (isWalk(kind) ? 1 : 0),
    strikeouts: sum.strikeouts + (isStrikeout(kind) ? 1 : 0),
  })
}

/** Nobody is credited with runs on an error or a double play (Rule 9.04(b)), unless the scorer says so. */
function rbiOf(said: unknown, runs: number, { isError }: PlateResult, kind: string): number {
  if (typeof said === 'number') return said
  return isError || kind === 'double_play' ? 0 : runs
}

function pitch(all: Map<string, Pitching>, name: string, { entry, runs }: Told<StoryEntry>, result: PlateResult): void {
  const sum = all.get(name) ?? NO_PITCHING
  const kind = String(entry.event['result'])
  const { outs } = entry.event as { readonly outs?: unknown }
  all.set(name, {
    ...sum,
    outs: sum.outs + (typeof outs === 'number' ? outs : result.outs),
    hits: sum.hits + (result.isHit ? 1 : 0),
    runs: sum.runs + runs,
    earned: sum.earned + earnedOf(entry.event['earned'], runs, result),
    walks: sum.walks + (isWalk(kind) ? 1 : 0),
    strikeouts: sum.strikeouts + (isStrikeout(kind) ? 1 : 0),
  })
}

/** No run is earned that an error let in, unless the scorer says so (Rule 9.16). */
function earnedOf(said: unknown, runs: number, { isError }: PlateResult): number {
  return typeof said === 'number' ? said : isError ? 0 : runs
}

function isWalk(kind: string): boolean {
  return kind === 'walk' || kind === 'intentional_walk'
}

function isStrikeout(kind: string): boolean {
  return kind === 'strikeout' || kind === 'strikeout_reached'
}

const BATTING = [
  ['AB', 'At-bats'],
  ['H', 'Hits'],
  ['HR', 'Home runs'],
  ['RBI', 'Runs batted in'],
  ['BB', 'Walks'],
  ['SO', 'Strikeouts'],
] as const

const PITCHING = [
  ['IP', 'Innings pitched'],
  ['H', 'Hits'],
  ['R', 'Runs while he pitched'],
  ['BB', 'Walks'],
  ['SO', 'Strikeouts'],
] as const

const EARNED = ['ER', 'Earned runs'] as const

const PITCHES = [
  ['P', 'Pitches thrown'],
  ['S', 'Strikes'],
] as const

function battingRow([name, sum]: readonly [string, Batting]): Row {
  return cells(name, [sum.atBats, sum.hits, sum.homeRuns, sum.rbi, sum.walks, sum.strikeouts])
}

function pitchingRow([name, sum]: readonly [string, Pitching], has: { earned: boolean; pitches: boolean }): Row {
  const innings = `${Math.floor(sum.outs / 3)}.${sum.outs % 3}`
  const earned = has.earned ? [sum.earned] : []
  const pitches = has.pitches ? [sum.thrown, sum.strikes] : []
  return cells(name, [innings, sum.hits, sum.runs, ...earned, sum.walks, sum.strikeouts, ...pitches])
}

function cells(name: string, values: readonly (string | number)[]): Row {
  return { key: name, name, cells: values.map((value) => ({ text: String(value) })) }
}

function card(title: string, columns: readonly (readonly [string, string])[], rows: readonly Row[]): Panel[] {
  if (rows.length === 0) return []
  const heads = [{ text: 'Player', isSpoken: true }, ...columns.map(([text, long]) => ({ text, title: long }))]
  return [{ title, blocks: [{ kind: 'table', look: 'card', columns: heads, rows }] }]
}
