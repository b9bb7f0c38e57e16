/** What a plate appearance comes to, where nothing else is said. */
export interface PlateResult {
  readonly words: string
  /** Where the batter stands after it; 0 where he is out. */
  readonly batterTo: number
  /** How many bases the runners go. */
  readonly by: number
  readonly outs: number
  readonly isHit?: true
  /** Only those who must make room for the batter go. */
  readonly isForced?: true
  /** The fielders are charged with an error. */
  readonly isError?: true
  /** It is no official at-bat (Rule 9.02(a)(1)). */
  readonly isNoAtBat?: true
  /** The runner on third comes home. */
  readonly bringsHome?: true
}

/** The results by their names on the wire. */
export const PLATE_RESULTS = {
  single: { words: 'Single', batterTo: 1, by: 1, outs: 0, isHit: true },
  double: { words: 'Double', batterTo: 2, by: 2, outs: 0, isHit: true },
  triple: { words: 'Triple', batterTo: 3, by: 3, outs: 0, isHit: true },
  home_run: { words: 'Home run', batterTo: 4, by: 4, outs: 0, isHit: true },
  walk: { words: 'Walk', batterTo: 1, by: 1, outs: 0, isForced: true, isNoAtBat: true },
  intentional_walk: { words: 'Intentional walk', batterTo: 1, by: 1, outs: 0, isForced: true, isNoAtBat: true },
  hit_by_pitch: { words: 'Hit by pitch', batterTo: 1, by: 1, outs: 0, isForced: true, isNoAtBat: true },
  catcher_interference: {
    words: 'Catcher interference',
    batterTo: 1,
    by: 1,
    outs: 0,
    isForced: true,
    isNoAtBat: true,
    isError: true,
  },
  strikeout: { words: 'Strikeout', batterTo: 0, by: 0, outs: 1 },
  /** Strike three that the catcher did not hold. */
  strikeout_reached: { words: 'Strikeout, reaches first', batterTo: 1, by: 1, outs: 0, isForced: true },
  field_out: { words: 'Out', batterTo: 0, by: 0, outs: 1 },
  ground_out: { words: 'Grounds out', batterTo: 0, by: 0, outs: 1 },
  fly_out: { words: 'Flies out', batterTo: 0, by: 0, outs: 1 },
  line_out: { words: 'Lines out', batterTo: 0, by: 0, outs: 1 },
  pop_out: { words: 'Pops out', batterTo: 0, by: 0, outs: 1 },
  force_out: { words: 'Force out', batterTo: 1, by: 0, outs: 1, isForced: true },
  fielders_choice: { words: 'Fielder’s choice', batterTo: 1, by: 0, outs: 1, isForced: true },
  double_play: { words: 'Double play', batterTo: 0, by: 0, outs: 2 },
  triple_play: { words: 'Triple play', batterTo: 0, by: 0, outs: 3 },
  sacrifice_fly: { words: 'Sacrifice fly', batterTo: 0, by: 0, outs: 1, isNoAtBat: true, bringsHome: true },
  sacrifice_bunt: { words: 'Sacrifice bunt', batterTo: 0, by: 1, outs: 1, isNoAtBat: true },
  error: { words: 'Reaches on an error', batterTo: 1, by: 1, outs: 0, isError: true },
} as const satisfies Readonly<Record<string, PlateResult>>

export type PlateResultName = keyof typeof PLATE_RESULTS

export const PLATE_RESULT_NAMES = Object.keys(PLATE_RESULTS) as [PlateResultName, ...PlateResultName[]]

export function plateResult(name: PlateResultName): PlateResult {
  return PLATE_RESULTS[name]
}

/** Calls for violations of the clock: no pitch was thrown. */
export const NOT_THROWN: ReadonlySet<string> = new Set(['automatic_ball', 'automatic_strike'])
