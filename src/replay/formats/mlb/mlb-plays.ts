import type { Score } from '../../../match/state.ts'
import type { MlbFeed, MlbPlay, MlbPlayEvent, MlbRunner } from './mlb-schema.ts'

/** An event of ours, made of a part of a play. */
export interface Told {
  readonly id: string
  readonly type: string
  readonly fields: object
  /** That it brings to the side at bat. */
  readonly runs?: number
}

/** What a plate appearance came to, by MLB's words. */
const RESULTS: Readonly<Record<string, string>> = {
  single: 'single',
  double: 'double',
  triple: 'triple',
  home_run: 'home_run',
  walk: 'walk',
  intent_walk: 'intentional_walk',
  hit_by_pitch: 'hit_by_pitch',
  catcher_interf: 'catcher_interference',
  strikeout: 'strikeout',
  strikeout_double_play: 'strikeout',
  strikeout_triple_play: 'strikeout',
  field_out: 'field_out',
  batter_interference: 'field_out',
  fan_interference: 'field_out',
  force_out: 'force_out',
  fielders_choice: 'fielders_choice',
  fielders_choice_out: 'fielders_choice',
  grounded_into_double_play: 'double_play',
  double_play: 'double_play',
  grounded_into_triple_play: 'triple_play',
  triple_play: 'triple_play',
  sac_fly: 'sacrifice_fly',
  sac_fly_double_play: 'sacrifice_fly',
  sac_bunt: 'sacrifice_bunt',
  sac_bunt_double_play: 'sacrifice_bunt',
  field_error: 'error',
}

const CALLS: Readonly<Record<string, string>> = {
  B: 'ball',
  '*B': 'ball',
  P: 'ball',
  I: 'intentional_ball',
  C: 'called_strike',
  S: 'swinging_strike',
  W: 'swinging_strike',
  Q: 'swinging_strike',
  K: 'called_strike',
  F: 'foul',
  R: 'foul',
  T: 'foul_tip',
  L: 'foul_bunt',
  O: 'foul_bunt',
  M: 'missed_bunt',
  V: 'automatic_ball',
  VP: 'automatic_ball',
  VB: 'automatic_ball',
  VS: 'automatic_ball',
  VC: 'automatic_ball',
  A: 'automatic_strike',
  AC: 'automatic_strike',
  AB: 'automatic_strike',
  H: 'hit_by_pitch',
  X: 'in_play',
  D: 'in_play',
  E: 'in_play',
}

const BASES: Readonly<Record<string, string>> = {
  '1B': 'first',
  '2B': 'second',
  '3B': 'third',
  '4B': 'home',
  score: 'home',
}

/** Tells plays one after another. Runs, outs and bases are said as MLB has them, so that no rule has to guess them. */
export class MlbPlays {
  readonly #players: MlbFeed['gameData']['players']
  #half = ''
  #outs = 0
  #score: Score = { home: 0, away: 0 }

  constructor({ gameData }: MlbFeed) {
    this.#players = gameData.players
  }

  tell(play: MlbPlay): Told[] {
    const { about, matchup, result } = play
    const at = { period: about.inning, half: about.isTopInning ? 'top' : 'bottom' } as const
    const told: Told[] = []
    if (this.#half !== `${at.half} ${at.period}`) {
      this.#half = `${at.half} ${at.period}`
      this.#outs = 0
      told.push({ id: `half.${at.half}.${at.period}`, type: 'half_inning_start', fields: at })
    }
    const id = `play.${about.atBatIndex}`
    const batter = matchup.batter?.fullName
    if (batter) told.push({ id: `${id}.batter`, type: 'batter', fields: { ...at, player: batter } })
    const isPlate = about.isComplete === true && RESULTS[result.eventType ?? ''] !== undefined
    const last = play.playEvents.length - 1
    let between = 0
    for (const [index, event] of play.playEvents.entries()) {
      told.push(...this.#tellEvent(play, event, { id: `${id}.${event.playId ?? index}`, at }))
      const movers = play.runners.filter(({ details }) => details.playIndex === (event.index ?? index))
      // The runners of the last event move by the result of the plate appearance.
      if (isPlate && index === last) continue
      const moved = this.#tellRunners(movers, { id: `${id}.runners.${index}`, at })
      between += moved.reduce((sum, { runs = 0 }) => sum + runs, 0)
      told.push(...moved)
    }
    if (isPlate) told.push(this.#tellPlate(play, { id, at, between }))
    else if (about.isComplete === true) told.push(...this.#tellRest(play, { id, at, between }))
    if (about.isComplete === true) this.#settleAfter(play)
    return told
  }

  #tellPlate(play: MlbPlay, { id, at, between }: { id: string; at: object; between: number }): Told {
    const { result, matchup } = play
    const { runs, outs } = this.#left(play, between)
    const reached = play.runners.some(
      ({ movement, details }) => details.runner?.id === matchup.batter?.id && !movement.isOut && movement.end === '1B',
    )
    const kind = RESULTS[result.eventType ?? ''] ?? 'field_out'
    const fields = {
      ...at,
      result: kind === 'strikeout' && reached ? 'strikeout_reached' : kind,
      runs,
      outs,
      bases: basesAfter(play),
      ...(matchup.batter?.fullName && { batter: matchup.batter.fullName }),
      ...(matchup.pitcher?.fullName && { pitcher: matchup.pitcher.fullName }),
    }
    return { id, type: 'plate_appearance', fields, runs }
  }

  /** What a play of a kind that we do not know has brought beyond what its runners did: `other_out`. */
  #tellRest(play: MlbPlay, { id, at, between }: { id: string; at: object; between: number }): Told[] {
    const { runs, outs } = this.#left(play, between)
    const team = play.about.isTopInning ? 'away' : 'home'
    return [
      ...(runs > 0 ? [{ id: `${id}.runs`, type: 'score', fields: { ...at, team, points: runs }, runs }] : []),
      ...(outs > 0 ? [{ id: `${id}.outs`, type: 'out', fields: { ...at, outs } }] : []),
    ]
  }

  /** Runs and outs of a play that nothing between its pitches has told. */
  #left({ about, result, count }: MlbPlay, between: number): { runs: number; outs: number } {
    const scored = about.isTopInning
      ? (result.awayScore ?? this.#score.away) - this.#score.away
      : (result.homeScore ?? this.#score.home) - this.#score.home
    return {
      runs: clamp(scored - between, 0, 4),
      outs: clamp((count.outs ?? this.#outs) - this.#outs, 0, 3),
    }
  }

  #settleAfter({ count, result }: MlbPlay): void {
    this.#outs = count.outs ?? this.#outs
    this.#score = { home: result.homeScore ?? this.#score.home, away: result.awayScore ?? this.#score.away }
  }

  #tellEvent(
    play: MlbPlay,
    { isPitch, details, player }: MlbPlayEvent,
    { id, at }: { id: string; at: object },
  ): Told[] {
    const call = CALLS[details.call?.code ?? details.code ?? '']
    if (call !== undefined && (isPitch || call.startsWith('automatic'))) {
      const { batter, pitcher } = play.matchup
      const names = {
        ...(batter?.fullName && { batter: batter.fullName }),
        ...(pitcher?.fullName && { pitcher: pitcher.fullName }),
      }
      return [{ id, type: 'pitch', fields: { ...at, call, ...names } }]
    }
    if (details.eventType !== 'pitching_substitution') return []
    const name = player?.fullName ?? this.#players[`ID${player?.id}`]?.fullName
    const team = play.about.isTopInning ? 'home' : 'away'
    return name ? [{ id, type: 'pitching_change', fields: { ...at, team, player: name } }] : []
  }

  /** What runners do between two pitches. One of them may have several rows, for each base a row. */
  #tellRunners(rows: readonly MlbRunner[], { id, at }: { id: string; at: object }): Told[] {
    return inOrder(rows).flatMap(({ movement, details }, index): Told[] => {
      const { start, end, outBase, isOut } = movement
      const from = BASES[start ?? '']
      const to = BASES[end ?? '']
      if (from === undefined) return []
      const name = details.runner?.fullName
      const by = { ...at, ...(name && { player: name }) }
      const kind = details.eventType ?? ''
      const key = `${id}.${index + 1}`
      if (isOut) {
        this.#outs += 1
        const base = BASES[outBase ?? '']
        if (/caught_stealing/.test(kind) && base !== undefined && base !== 'first')
          return [{ id: key, type: 'caught_stealing', fields: { ...by, base } }]
        return [
          { id: key, type: 'runner_out', fields: { ...by, base: from, ...(kind && { kind: kind.slice(0, 64) }) } },
        ]
      }
      if (to === undefined || to === from) return []
      if (to === 'home') return [{ id: key, type: 'run', fields: by, runs: 1 }]
      if (/^stolen_base/.test(kind)) return [{ id: key, type: 'stolen_base', fields: { ...by, base: to } }]
      return [{ id: key, type: 'runner_advance', fields: { ...by, from, to } }]
    })
  }
}

/** Who is ahead goes first, and each from base to base, in whichever order the rows are. */
function inOrder(rows: readonly MlbRunner[]): MlbRunner[] {
  const placeOf = ({ movement }: MlbRunner) => PLACES.indexOf(movement.start ?? '')
  return [...Map.groupBy(rows, ({ details }) => details.runner?.id ?? details.runner?.fullName)]
    .map(([, of]) => of.toSorted((a, b) => placeOf(a) - placeOf(b)))
    .toSorted(([a], [b]) => (b ? placeOf(b) : 0) - (a ? placeOf(a) : 0))
    .flat()
}

const PLACES: readonly string[] = ['1B', '2B', '3B']

function basesAfter({ matchup, count }: Pick<MlbPlay, 'matchup' | 'count'>): string[] {
  if (count.outs === 3) return []
  const { postOnFirst, postOnSecond, postOnThird } = matchup
  return [...(postOnFirst ? ['first'] : []), ...(postOnSecond ? ['second'] : []), ...(postOnThird ? ['third'] : [])]
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
