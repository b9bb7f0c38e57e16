import type { Side } from '../../../match/state.ts'

/** The columns of nflverse's play-by-play (nflreadr.nflverse.com, data dictionary) that a scoreboard needs. */
export const COLUMNS = [
  'play_id',
  'game_id',
  'home_team',
  'away_team',
  'season_type',
  'game_date',
  'stadium',
  'order_sequence',
  'play_deleted',
  'qtr',
  'time',
  'quarter_seconds_remaining',
  'quarter_end',
  'desc',
  'play_type',
  'posteam',
  'defteam',
  'down',
  'ydstogo',
  'yrdln',
  'yards_gained',
  'return_yards',
  'penalty_yards',
  'total_home_score',
  'total_away_score',
  'home_score',
  'away_score',
  'touchdown',
  'td_team',
  'td_player_name',
  'pass_touchdown',
  'rush_touchdown',
  'fumble',
  'extra_point_result',
  'two_point_conv_result',
  'defensive_two_point_conv',
  'defensive_extra_point_conv',
  'field_goal_result',
  'kick_distance',
  'kicker_player_name',
  'punter_player_name',
  'passer_player_name',
  'rusher_player_name',
  'safety',
  'interception',
  'fumble_lost',
  'fumbled_1_team',
  'fourth_down_failed',
  'sack',
  'sack_player_name',
  'penalty',
  'penalty_team',
  'penalty_type',
  'penalty_player_name',
  'timeout',
  'timeout_team',
] as const

type Column = (typeof COLUMNS)[number]

/** A row; a column that the file lacks is undefined. */
export type NflPlay = Readonly<Record<'play_id' | 'game_id' | 'home_team' | 'away_team', string>> & {
  readonly [name in Column]?: string
}

/** `3`, and `3.0` as pandas writes it. */
export function numberOf(text: string | undefined): number | undefined {
  const value = text ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

export function sideOf(play: NflPlay, team: string | undefined): Side | undefined {
  return team === play.home_team ? 'home' : team === play.away_team ? 'away' : undefined
}
