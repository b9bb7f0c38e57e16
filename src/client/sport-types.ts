// Made by `npm run docs` of the schemas of the sports. Do not edit.

import type { MatchEvent } from '../match/event.ts'
import type { MatchState } from '../match/state.ts'

/** The state of one sport's matches: its name, format and detail are known. */
interface StateOf<Name extends string, Format extends object, Detail extends object> extends MatchState<Detail> {
  readonly sport: Name
  /** Left out in the view `score`. */
  readonly format?: Format
}

/** One type of event: what all events have; its own fields follow. */
interface EventOf<Type extends string> extends MatchEvent {
  readonly type: Type
}

/** The match begins: its status becomes `live`. */
export interface MatchStartEvent extends EventOf<'match_start'> {}

/** A period begins. So does the match, if nobody said so. */
export interface PeriodStartEvent extends EventOf<'period_start'> {
  /** which: its number from 1 (overtimes count on), or the sport’s name for it */
  period: number | string
}

/** A period is over. */
export interface PeriodEndEvent extends EventOf<'period_end'> {
  /** which: its number from 1 (overtimes count on), or the sport’s name for it */
  period: number | string
}

/** A break within the match begins. */
export interface BreakStartEvent extends EventOf<'break_start'> {
  /** the sport’s name for the break */
  kind: string
}

/** The break is over. */
export interface BreakEndEvent extends EventOf<'break_end'> {
  /** of which kind it was */
  kind?: string
}

/** Play is over: the status becomes `ended`, and the result follows from the state unless `result_set` gave it. */
export interface MatchEndEvent extends EventOf<'match_end'> {}

/** The result is confirmed and the match closed: the status becomes `final`. */
export interface MatchFinalEvent extends EventOf<'match_final'> {}

/** Sets the status, whatever it was: a postponement, an abandonment, a suspension until tomorrow. */
export interface StatusSetEvent extends EventOf<'status_set'> {
  /** the new status of the match; in other events this field says how sure the feed is */
  status:
    | 'scheduled'
    | 'delayed'
    | 'live'
    | 'interrupted'
    | 'suspended'
    | 'ended'
    | 'final'
    | 'postponed'
    | 'cancelled'
    | 'abandoned'
  /** why, in words */
  reason?: string
}

/** Play stops for a while: the status becomes `interrupted`. */
export interface InterruptionStartEvent extends EventOf<'interruption_start'> {
  /** why, in words */
  reason?: string
}

/** Play goes on: the status becomes `live` again. */
export interface InterruptionEndEvent extends EventOf<'interruption_end'> {}

/** Starts, stops or sets the match clock. */
export interface ClockEvent extends EventOf<'clock'> {
  /** `set` moves it to `clock`; the others may correct it by the way */
  action: 'start' | 'stop' | 'set'
}

/** A side scores, in a sport without a better word for it. */
export interface ScoreEvent extends EventOf<'score'> {
  /** who scored */
  team: 'home' | 'away'
  /** how many */
  points: number
}

/** Corrects the score by a difference. Where an event was wrong, deleting that event is better. */
export interface ScoreAdjustEvent extends EventOf<'score_adjust'> {
  /** whose score */
  team: 'home' | 'away'
  /** how many more, or less; a score never falls below 0 */
  points: number
  /** why, in words */
  reason?: string
}

/** Sets the score: a checkpoint, or the only event of a feed that knows no more. */
export interface ScoreSetEvent extends EventOf<'score_set'> {
  /** from now on */
  score: {
    home: number
    away: number
  }
  /** why, in words */
  reason?: string
}

/** A timeout is taken; shown until play goes on. */
export interface TimeoutEvent extends EventOf<'timeout'> {
  /** whose */
  team?: 'home' | 'away'
  /** `full`, `short`, `television` */
  kind?: string
}

/** The timeout is over. */
export interface TimeoutEndEvent extends EventOf<'timeout_end'> {}

/** One player for another. */
export interface SubstitutionEvent extends EventOf<'substitution'> {
  /** whose */
  team?: 'home' | 'away'
  /** who leaves */
  off?: string
  /** id of the player in `off`; the same as `{id, name}` */
  offId?: string
  /** who comes on */
  on?: string
  /** id of the player in `on`; the same as `{id, name}` */
  onId?: string
}

/** A review begins: announced in `pending` until its end. It moves nothing; what it decides is an edit or a delete. */
export interface ReviewStartEvent extends EventOf<'review_start'> {
  /** what is looked at */
  subject: string
}

/** A review is over: its announcement goes. */
export interface ReviewEndEvent extends EventOf<'review_end'> {
  /** what was decided, in the sport’s words */
  decision: string
  /** id of the `review_start` it decides; left out, all that are open */
  review?: string
}

/** Gives the result, and the score if it was awarded. It always wins over the one that would follow, and ends the match. */
export interface ResultSetEvent extends EventOf<'result_set'> {
  /** as it is from now on */
  result: {
    /** `draw`: level; `none`: no result */
    winner: 'home' | 'away' | 'draw' | 'none'
    /** how it was decided */
    method:
      | 'regulation'
      | 'extra_time'
      | 'golden_goal'
      | 'silver_goal'
      | 'overtime'
      | 'shootout'
      | 'super_over'
      | 'boundary_count'
      | 'dls'
      | 'retired'
      | 'walkover'
      | 'default'
      | 'disqualified'
      | 'awarded'
      | 'forfeit'
      | 'no_result'
    /** `5 wickets` */
    margin?: string
    /** the result in words: `Rovers won on penalties, 3–3 (4–2 pens)` */
    text?: string
  }
  /** the score that counts, where it is not the one that was played */
  awardedScore?: {
    home: number
    away: number
  }
}

/** A line of commentary. It changes nothing. */
export interface NoteEvent extends EventOf<'note'> {
  /** for viewers */
  text: string
}

// American football

/** the rules of this match, complete */
export interface AmericanFootballFormat {
  /** of regulation */
  periods: number
  /** length of a period in minutes */
  periodMin: number
  /** what follows a level game: nothing, one overtime, two, or as many as it takes */
  overtime: 'none' | 'once' | 'twice' | 'until_decided'
  /** length of an overtime in minutes, or of each of its halves; 0: it has no clock */
  overtimeMin: number
  /** an overtime has two halves, both played */
  overtimeHalves: boolean
  /** the first to lead in overtime has won */
  suddenDeath: boolean
  /** length in minutes of one more period after overtime, which the first to score wins */
  suddenDeathMin?: number
  /** the first to score so many in overtime has won */
  overtimeTarget?: number
  /** `counts_one`: who wins it gets one more in the score; `apart`: its score stands beside */
  shootout: 'none' | 'counts_one' | 'apart'
  /** attempts of each side in a shoot-out before each pair may decide it */
  shootoutRounds: number
  /** the first to have so many in regulation has won */
  targetScore?: number
  /** a lead of so many ends the game */
  mercyLead?: number
}

/** what only this sport shows */
export interface AmericanFootballDetail {
  /** touchdowns */
  touchdowns: {
    home: number
    away: number
  }
  /** balls lost */
  turnovers: {
    home: number
    away: number
  }
  /** timeouts taken in this half, or in this overtime */
  timeouts: {
    home: number
    away: number
  }
  /** flags that were accepted */
  penalties: {
    home: number
    away: number
  }
  /** who has the ball */
  possession?: 'home' | 'away'
  /** of the play that was told last */
  down?: number
  /** yards that it needed */
  distance?: number
  /** where it began: `KC 35` */
  spot?: string
  /** once it has begun */
  shootout?: {
    /** attempts that went in */
    home: number
    away: number
    /** attempts made; absent where the feed gave the score alone */
    taken?: {
      home: number
      away: number
    }
    /** who has won it */
    decided?: 'home' | 'away'
  }
  /** as it was played, where another score was awarded */
  playedScore?: {
    home: number
    away: number
  }
  /** that was awarded */
  awardedScore?: {
    home: number
    away: number
  }
}

export interface AmericanFootballState extends StateOf<'american-football', AmericanFootballFormat, AmericanFootballDetail> {}

/** Sets the score: a checkpoint, or the only event of a feed that knows no more. */
export interface AmericanFootballScoreSet extends EventOf<'score_set'> {
  /** from now on */
  score: {
    home: number
    away: number
  }
  /** why, in words */
  reason?: string
  /**
   * what each period had, from the first; what the score has beyond them is of the one after
   *
   * @minItems 1
   * @maxItems 30
   */
  periods?: {
    home: number
    away: number
  }[]
  /** attempts that went in, for feeds without attempts; those that come are counted by themselves */
  shootout?: {
    home: number
    away: number
  }
}

/** Gives the result, and the score if it was awarded. It always wins over the one that would follow, and ends the match. */
export interface AmericanFootballResultSet extends EventOf<'result_set'> {
  /** as it is from now on */
  result: {
    /** `draw`: level; `none`: no result */
    winner: 'home' | 'away' | 'draw' | 'none'
    /** how it was decided */
    method:
      | 'regulation'
      | 'extra_time'
      | 'golden_goal'
      | 'silver_goal'
      | 'overtime'
      | 'shootout'
      | 'super_over'
      | 'boundary_count'
      | 'dls'
      | 'retired'
      | 'walkover'
      | 'default'
      | 'disqualified'
      | 'awarded'
      | 'forfeit'
      | 'no_result'
    /** `5 wickets` */
    margin?: string
    /** the result in words: `Rovers won on penalties, 3–3 (4–2 pens)` */
    text?: string
  }
  /** the score that counts, where it is not the one that was played */
  awardedScore?: {
    home: number
    away: number
  }
  /** attempts that went in, for feeds without attempts; those that come are counted by themselves */
  shootout?: {
    home: number
    away: number
  }
}

/** An attempt of the shoot-out, which begins with the first one. */
export interface AmericanFootballShootoutAttempt extends EventOf<'shootout_attempt'> {
  /** who tries */
  team: 'home' | 'away'
  /** whether it went in */
  scored: boolean
  /** who tries */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A touchdown: six points. Its try is an event of its own. */
export interface AmericanFootballTouchdown extends EventOf<'touchdown'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** how */
  kind?: 'rush' | 'pass' | 'return' | 'fumble'
  /** from how far */
  yards?: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A kick after a touchdown; made, one point. */
export interface AmericanFootballExtraPoint extends EventOf<'extra_point'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** whether it went in */
  made: boolean
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A try for two; made, two points. */
export interface AmericanFootballTwoPointConversion extends EventOf<'two_point_conversion'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** whether it went in */
  made: boolean
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A field goal; made, three points. */
export interface AmericanFootballFieldGoal extends EventOf<'field_goal'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** whether it went in */
  made: boolean
  /** from how far */
  yards?: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A safety: two points for the defence. */
export interface AmericanFootballSafety extends EventOf<'safety'> {
  /** the side that gets the points */
  team: 'home' | 'away'
}

/** A try returned by the defence: two points. */
export interface AmericanFootballDefensiveConversion extends EventOf<'defensive_conversion'> {
  /** the side that gets the points */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A safety on a try: one point. */
export interface AmericanFootballOnePointSafety extends EventOf<'one_point_safety'> {
  /** the side that gets the point */
  team: 'home' | 'away'
}

/** A kick-off: the other side has the ball. One that is taken again is shown, and no more. */
export interface AmericanFootballKickoff extends EventOf<'kickoff'> {
  /** the side that does it */
  team: 'home' | 'away'
}

/** A punt: the other side has the ball. */
export interface AmericanFootballPunt extends EventOf<'punt'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** how far */
  yards?: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A play from scrimmage: who has the ball, and the down before it. One that tells no more than whose it is may be shown, and no more. */
export interface AmericanFootballPlay extends EventOf<'play'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** which: 1 to 4 */
  down?: number
  /** yards to go */
  distance?: number
  /** where the ball is: `KC 35` */
  spot?: string
  /** gained, or lost if below zero */
  yards?: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A flag. */
export interface AmericanFootballPenalty extends EventOf<'penalty'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** what became of it */
  decision?: 'accepted' | 'declined' | 'offset'
  /** in the feed’s words */
  kind?: string
  /** by which the ball is moved */
  yards?: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** The ball is lost. */
export interface AmericanFootballTurnover extends EventOf<'turnover'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** how */
  kind?: 'interception' | 'fumble' | 'downs'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** The quarterback is sacked. */
export interface AmericanFootballSack extends EventOf<'sack'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** gained by the offence: below zero */
  yards?: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** The two-minute warning. */
export interface AmericanFootballTwoMinuteWarning extends EventOf<'two_minute_warning'> {}

export type AmericanFootballEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | AmericanFootballScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | AmericanFootballResultSet
  | NoteEvent
  | AmericanFootballShootoutAttempt
  | AmericanFootballTouchdown
  | AmericanFootballExtraPoint
  | AmericanFootballTwoPointConversion
  | AmericanFootballFieldGoal
  | AmericanFootballSafety
  | AmericanFootballDefensiveConversion
  | AmericanFootballOnePointSafety
  | AmericanFootballKickoff
  | AmericanFootballPunt
  | AmericanFootballPlay
  | AmericanFootballPenalty
  | AmericanFootballTurnover
  | AmericanFootballSack
  | AmericanFootballTwoMinuteWarning

// Australian rules

export type AustralianRulesFormat = AmericanFootballFormat

/** what only this sport shows */
export interface AustralianRulesDetail {
  /** goals */
  goals: {
    home: number
    away: number
  }
  /** behinds */
  behinds: {
    home: number
    away: number
  }
  /** marks */
  marks: {
    home: number
    away: number
  }
  /** once it has begun */
  shootout?: {
    /** attempts that went in */
    home: number
    away: number
    /** attempts made; absent where the feed gave the score alone */
    taken?: {
      home: number
      away: number
    }
    /** who has won it */
    decided?: 'home' | 'away'
  }
  /** as it was played, where another score was awarded */
  playedScore?: {
    home: number
    away: number
  }
  /** that was awarded */
  awardedScore?: {
    home: number
    away: number
  }
}

export interface AustralianRulesState extends StateOf<'australian-rules', AustralianRulesFormat, AustralianRulesDetail> {}

/** Sets the score: a checkpoint, or the only event of a feed that knows no more. */
export interface AustralianRulesScoreSet extends EventOf<'score_set'> {
  /** from now on */
  score: {
    home: number
    away: number
  }
  /** why, in words */
  reason?: string
  /**
   * what each period had, from the first; what the score has beyond them is of the one after
   *
   * @minItems 1
   * @maxItems 30
   */
  periods?: {
    home: number
    away: number
  }[]
  /** attempts that went in, for feeds without attempts; those that come are counted by themselves */
  shootout?: {
    home: number
    away: number
  }
  /** goals and behinds that the points are made of */
  detail?: {
    goals?: {
      home: number
      away: number
    }
    behinds?: {
      home: number
      away: number
    }
  }
}

export type AustralianRulesResultSet = AmericanFootballResultSet

export type AustralianRulesShootoutAttempt = AmericanFootballShootoutAttempt

/** A goal: six points. */
export interface AustralianRulesGoal extends EventOf<'goal'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A behind: one point. */
export interface AustralianRulesBehind extends EventOf<'behind'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** by the defence */
  rushed?: boolean
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A mark. */
export interface AustralianRulesMark extends EventOf<'mark'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A free kick. */
export interface AustralianRulesFreeKick extends EventOf<'free_kick'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A tackle. */
export interface AustralianRulesTackle extends EventOf<'tackle'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

export type AustralianRulesEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | AustralianRulesScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | AustralianRulesResultSet
  | NoteEvent
  | AustralianRulesShootoutAttempt
  | AustralianRulesGoal
  | AustralianRulesBehind
  | AustralianRulesMark
  | AustralianRulesFreeKick
  | AustralianRulesTackle

// Baseball

/** the rules of this match, complete */
export interface BaseballFormat {
  /** innings of regulation */
  innings: number
  /** the bases that are occupied when a half of an extra inning begins: the tie-break, or ghost runner */
  extraRunners: 'none' | 'second' | 'first_second'
  /** the inning from which they are; the first extra one if left out */
  extraRunnersFrom?: number
  /** the last inning: level after it, the game is a tie. Left out, there is none */
  maxInnings?: number
  /**
   * the run-ahead rule: leads that end the game; empty for none
   *
   * @maxItems 6
   */
  mercy: {
    /** once this inning is over, or the home side has no need of it */
    after: number
    /** runs ahead that end the game */
    lead: number
  }[]
  /** innings after which a game that is called has a result (half an inning less with the home side ahead) */
  officialAfter: number
  /** runs to none of a game that was forfeited */
  forfeitRuns: number
  /** minutes after which no inning begins; shown, and `last_inning` says which one is the last */
  timeLimitMin?: number
}

/** what only this sport shows */
export interface BaseballDetail {
  /** on the board, from 1; 0 before the first */
  inning: number
  /** the visitors bat, a break, the home side bats, a break */
  half: 'top' | 'middle' | 'bottom' | 'end'
  /** of the half being played, or of the one before a break */
  outs: number
  /** of the count on the batter */
  balls: number
  /** of the count on the batter */
  strikes: number
  /** those that are occupied */
  bases: {
    /** who stands there; empty if nobody said */
    first?: {
      player?: string
    }
    /** who stands there; empty if nobody said */
    second?: {
      player?: string
    }
    /** who stands there; empty if nobody said */
    third?: {
      player?: string
    }
  }
  /** at bat */
  batter?: string
  /** the pitcher of each side, and the pitches he has thrown */
  pitching: {
    home: {
      player?: string
      pitches: number
    }
    away: {
      player?: string
      pitches: number
    }
  }
  /** of each side */
  hits: {
    home: number
    away: number
  }
  /** that each side made in the field */
  errors: {
    home: number
    away: number
  }
  /** said to be the last, by a time limit or a curfew */
  lastInning?: number
  /** how play ended, once the rules say that it has */
  ending?: 'regulation' | 'walk_off' | 'mercy' | 'called' | 'forfeit'
  /** the side that forfeited */
  forfeitedBy?: 'home' | 'away'
  /** as it was played, where another score was awarded, or the game forfeited */
  playedScore?: {
    home: number
    away: number
  }
  /** that was awarded */
  awardedScore?: {
    home: number
    away: number
  }
}

export interface BaseballState extends StateOf<'baseball', BaseballFormat, BaseballDetail> {}

/** An inning begins with its top, or a half of it: `top_5`, `bottom_5`. */
export interface BaseballPeriodStart extends EventOf<'period_start'> {
  /** which: its number from 1 (overtimes count on), or the sport’s name for it */
  period: number | string
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
}

/** An inning is over with both halves, or a half of it: `top_5`. */
export interface BaseballPeriodEnd extends EventOf<'period_end'> {
  /** which: its number from 1 (overtimes count on), or the sport’s name for it */
  period: number | string
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
}

/** A break, such as the stretch of the seventh inning. Shown, and no more. */
export interface BaseballBreakStart extends EventOf<'break_start'> {
  /** the sport’s name for the break */
  kind: string
}

/** Runs of a side, from a scorer who keeps no bases: of the inning in `period`, else of the one being played. */
export interface BaseballScore extends EventOf<'score'> {
  /** who scored */
  team: 'home' | 'away'
  /** how many runs */
  points: number
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
}

/** Sets the score, and what else of the board the feed knows: a checkpoint, or the only event of a feed that knows no more. */
export interface BaseballScoreSet extends EventOf<'score_set'> {
  /** from now on */
  score: {
    home: number
    away: number
  }
  /**
   * the runs of each inning from the first; a half that was not played has none
   *
   * @maxItems 50
   */
  innings?: {
    home?: number
    away?: number
  }[]
  /** of each side, in the whole game */
  hits?: {
    home: number
    away: number
  }
  /** that each side made */
  errors?: {
    home: number
    away: number
  }
  /** on the board */
  inning?: number
  /** of it, or of the inning on the board */
  half?: 'top' | 'bottom'
  /** of the half being played */
  outs?: number
  /** of the count on the batter */
  balls?: number
  /** of the count on the batter */
  strikes?: number
  /**
   * that are occupied
   *
   * @maxItems 3
   */
  bases?: ('first' | 'second' | 'third')[]
  /** who is at bat */
  batter?: string
  /** id of the player in `batter`; the same as `{id, name}` */
  batterId?: string
  /** who pitches */
  pitcher?: string
  /** id of the player in `pitcher`; the same as `{id, name}` */
  pitcherId?: string
  /** why, in words */
  reason?: string
}

/** The line-up of a side. A later one replaces it. Shown on the cards, in its order. */
export interface BaseballLineup extends EventOf<'lineup'> {
  /** whose */
  team: 'home' | 'away'
  /**
   * in the order in which they bat: names, or objects with `name` and `position`
   *
   * @minItems 1
   * @maxItems 30
   */
  batting: (
    | {
        name: string
        /** id of the player in `name`; the same as `{id, name}` */
        id?: string
        /** in the feed’s words: `SS`, `DH` */
        position?: string
      }
    | string
  )[]
  /** who pitches first */
  pitcher?: string
  /** id of the player in `pitcher`; the same as `{id, name}` */
  pitcherId?: string
}

/** A half of an inning begins; left out which, the next one. `half` alone is the next of its kind. */
export interface BaseballHalfInningStart extends EventOf<'half_inning_start'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** the inning */
  period?: number | string
}

/** A half of an inning is over. After three outs it is so by itself. */
export interface BaseballHalfInningEnd extends EventOf<'half_inning_end'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** the inning */
  period?: number | string
}

/** The next batter. */
export interface BaseballBatter extends EventOf<'batter'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** who comes to bat */
  player: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A pitch: it moves the count and the pitches thrown, and no more. What comes of it, a walk too, is the `plate_appearance` after it. */
export interface BaseballPitch extends EventOf<'pitch'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** what the umpire calls it */
  call:
    | 'ball'
    | 'intentional_ball'
    | 'called_strike'
    | 'swinging_strike'
    | 'foul'
    | 'foul_tip'
    | 'foul_bunt'
    | 'missed_bunt'
    | 'automatic_ball'
    | 'automatic_strike'
    | 'hit_by_pitch'
    | 'in_play'
  /** who is at bat */
  batter?: string
  /** id of the player in `batter`; the same as `{id, name}` */
  batterId?: string
  /** who pitches */
  pitcher?: string
  /** id of the player in `pitcher`; the same as `{id, name}` */
  pitcherId?: string
  /** `fastball`, `slider`, in the feed’s words */
  kind?: string
  /** in the feed’s unit */
  speed?: number
}

/** A batter’s turn is over. Bases, runs, outs, hits and errors follow from its result; the feed may say `runs`, `outs` and `bases` itself, and should where runners went further, or not as far. */
export interface BaseballPlateAppearance extends EventOf<'plate_appearance'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** what it came to */
  result:
    | 'single'
    | 'double'
    | 'triple'
    | 'home_run'
    | 'walk'
    | 'intentional_walk'
    | 'hit_by_pitch'
    | 'catcher_interference'
    | 'strikeout'
    | 'strikeout_reached'
    | 'field_out'
    | 'ground_out'
    | 'fly_out'
    | 'line_out'
    | 'pop_out'
    | 'force_out'
    | 'fielders_choice'
    | 'double_play'
    | 'triple_play'
    | 'sacrifice_fly'
    | 'sacrifice_bunt'
    | 'error'
  /** who batted; or `player` */
  batter?: string
  /** id of the player in `batter`; the same as `{id, name}` */
  batterId?: string
  /** who pitches */
  pitcher?: string
  /** id of the player in `pitcher`; the same as `{id, name}` */
  pitcherId?: string
  /** runs that score on it; left out, as the rules make them */
  runs?: number
  /** runs batted in */
  rbi?: number
  /** of the runs, those that the official scorer charges to the pitcher */
  earned?: number
  /** outs that it makes; left out, those of its result */
  outs?: number
  /**
   * the bases that are occupied after the play; left out, as the rules make them
   *
   * @maxItems 3
   */
  bases?: ('first' | 'second' | 'third')[]
  /** thrown in it, for feeds without `pitch` */
  pitches?: number
}

/** A run by itself, where no other event counts it: of the runner of that name, else of the one nearest to home. */
export interface BaseballRun extends EventOf<'run'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** who scores */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** who bats it in */
  rbi?: string
  /** id of the player in `rbi`; the same as `{id, name}` */
  rbiId?: string
  /** whether it is charged to the pitcher */
  earned?: boolean
}

/** An out, from a scorer who keeps no more. */
export interface BaseballOut extends EventOf<'out'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** how many; one if left out */
  outs?: number
  /** who is out */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A base is stolen. */
export interface BaseballStolenBase extends EventOf<'stolen_base'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** the base that is stolen */
  base: 'second' | 'third' | 'home'
  /** who steals it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A runner is out at the base that he tried to steal. */
export interface BaseballCaughtStealing extends EventOf<'caught_stealing'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** the base that he tried to steal */
  base: 'second' | 'third' | 'home'
  /** who is out */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A runner is out: picked off, on appeal, on the way. */
export interface BaseballRunnerOut extends EventOf<'runner_out'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** the base that the runner was on */
  base: 'first' | 'second' | 'third'
  /** who is out */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** `pickoff`, `appeal`, `interference`, in the feed’s words */
  kind?: string
}

/** A runner goes on by himself: on the throw, on a play that tells no bases. Home is a run. */
export interface BaseballRunnerAdvance extends EventOf<'runner_advance'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** the base he was on */
  from: 'first' | 'second' | 'third'
  /** where he stands then */
  to: 'second' | 'third' | 'home'
  /** who goes */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A wild pitch. Every runner goes one base, unless the event says otherwise. */
export interface BaseballWildPitch extends EventOf<'wild_pitch'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** runs that score on it; left out, as the rules make them */
  runs?: number
  /**
   * the bases that are occupied after the play; left out, as the rules make them
   *
   * @maxItems 3
   */
  bases?: ('first' | 'second' | 'third')[]
  /** who pitches */
  pitcher?: string
  /** id of the player in `pitcher`; the same as `{id, name}` */
  pitcherId?: string
}

/** The catcher lets a pitch pass. Every runner goes one base, unless the event says otherwise. */
export interface BaseballPassedBall extends EventOf<'passed_ball'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** runs that score on it; left out, as the rules make them */
  runs?: number
  /**
   * the bases that are occupied after the play; left out, as the rules make them
   *
   * @maxItems 3
   */
  bases?: ('first' | 'second' | 'third')[]
  /** who pitches */
  pitcher?: string
  /** id of the player in `pitcher`; the same as `{id, name}` */
  pitcherId?: string
}

/** A balk, or an illegal pitch. Every runner goes one base, unless the event says otherwise. */
export interface BaseballBalk extends EventOf<'balk'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side that bats; left out, the one on the board */
  team?: 'home' | 'away'
  /** runs that score on it; left out, as the rules make them */
  runs?: number
  /**
   * the bases that are occupied after the play; left out, as the rules make them
   *
   * @maxItems 3
   */
  bases?: ('first' | 'second' | 'third')[]
  /** who pitches */
  pitcher?: string
  /** id of the player in `pitcher`; the same as `{id, name}` */
  pitcherId?: string
}

/** An error that is not the result of a plate appearance: it is counted, and moves nobody. */
export interface BaseballError extends EventOf<'error'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side in the field */
  team?: 'home' | 'away'
  /** who erred */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** `fielding`, `throwing`, in the feed’s words */
  kind?: string
}

/** Another pitcher. */
export interface BaseballPitchingChange extends EventOf<'pitching_change'> {
  /** which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played */
  half?: 'top' | 'bottom'
  /** the side in the field */
  team?: 'home' | 'away'
  /** who pitches from now on */
  player: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** Sets what stands on the board beside the score: for feeds that are asked every few seconds. */
export interface BaseballSituation extends EventOf<'situation'> {
  /** on the board */
  inning?: number
  /** of it, or of the inning on the board */
  half?: 'top' | 'bottom'
  /** of the half being played */
  outs?: number
  /** of the count on the batter */
  balls?: number
  /** of the count on the batter */
  strikes?: number
  /**
   * that are occupied
   *
   * @maxItems 3
   */
  bases?: ('first' | 'second' | 'third')[]
  /** who is at bat */
  batter?: string
  /** id of the player in `batter`; the same as `{id, name}` */
  batterId?: string
  /** who pitches */
  pitcher?: string
  /** id of the player in `pitcher`; the same as `{id, name}` */
  pitcherId?: string
}

/** That inning is the last: a time limit, a curfew, the light. Level after it, the game is a tie. */
export interface BaseballLastInning extends EventOf<'last_inning'> {
  /** which one it is */
  inning: number
}

/** The umpire ends the game: it has a result if enough innings were played, else it is no game. */
export interface BaseballGameCalled extends EventOf<'game_called'> {
  /** why, in words */
  reason?: string
}

/** A side forfeits: the other wins by the score of the rules. */
export interface BaseballForfeit extends EventOf<'forfeit'> {
  /** the side that forfeits */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

export type BaseballEvent =
  | MatchStartEvent
  | BaseballPeriodStart
  | BaseballPeriodEnd
  | BaseballBreakStart
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | BaseballScore
  | ScoreAdjustEvent
  | BaseballScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | ResultSetEvent
  | NoteEvent
  | BaseballLineup
  | BaseballHalfInningStart
  | BaseballHalfInningEnd
  | BaseballBatter
  | BaseballPitch
  | BaseballPlateAppearance
  | BaseballRun
  | BaseballOut
  | BaseballStolenBase
  | BaseballCaughtStealing
  | BaseballRunnerOut
  | BaseballRunnerAdvance
  | BaseballWildPitch
  | BaseballPassedBall
  | BaseballBalk
  | BaseballError
  | BaseballPitchingChange
  | BaseballSituation
  | BaseballLastInning
  | BaseballGameCalled
  | BaseballForfeit

// Basketball

/** the rules of this match, complete */
export interface BasketballFormat {
  /** of regulation */
  periods: number
  /** length of a period in minutes */
  periodMin: number
  /** what follows a level game: nothing, one overtime, two, or as many as it takes */
  overtime: 'none' | 'once' | 'twice' | 'until_decided'
  /** length of an overtime in minutes, or of each of its halves; 0: it has no clock */
  overtimeMin: number
  /** an overtime has two halves, both played */
  overtimeHalves: boolean
  /** the first to lead in overtime has won */
  suddenDeath: boolean
  /** length in minutes of one more period after overtime, which the first to score wins */
  suddenDeathMin?: number
  /** the first to score so many in overtime has won */
  overtimeTarget?: number
  /** `counts_one`: who wins it gets one more in the score; `apart`: its score stands beside */
  shootout: 'none' | 'counts_one' | 'apart'
  /** attempts of each side in a shoot-out before each pair may decide it */
  shootoutRounds: number
  /** the first to have so many in regulation has won */
  targetScore?: number
  /** a lead of so many ends the game */
  mercyLead?: number
  /** team fouls of a period from which the other side shoots free throws */
  bonusAt: number
  /** from which it shoots two, where `bonusAt` is one-and-one */
  doubleBonusAt?: number
  /** whether team fouls of the last period count on in overtime */
  overtimeFouls: 'go_on' | 'anew'
  /** `bonusAt` of overtimes that count anew */
  overtimeBonusAt?: number
  /** so many fouls at the end of a period send the other side to the line, too */
  lateBonus?: {
    /** minutes before the end of a period */
    lastMin: number
    /** team fouls within them */
    fouls: number
  }
}

/** what only this sport shows */
export interface BasketballDetail {
  /** team fouls of this period */
  fouls: {
    home: number
    away: number
  }
  /** those of its last minutes, where the rules have a lower limit for them */
  lateFouls: {
    home: number
    away: number
  }
  /** rebounds */
  rebounds: {
    home: number
    away: number
  }
  /** turnovers */
  turnovers: {
    home: number
    away: number
  }
  /** timeouts taken */
  timeouts: {
    home: number
    away: number
  }
  /** the score that wins, once the Elam ending has begun */
  target?: number
  /** once it has begun */
  shootout?: {
    /** attempts that went in */
    home: number
    away: number
    /** attempts made; absent where the feed gave the score alone */
    taken?: {
      home: number
      away: number
    }
    /** who has won it */
    decided?: 'home' | 'away'
  }
  /** as it was played, where another score was awarded */
  playedScore?: {
    home: number
    away: number
  }
  /** that was awarded */
  awardedScore?: {
    home: number
    away: number
  }
}

export interface BasketballState extends StateOf<'basketball', BasketballFormat, BasketballDetail> {}

export type BasketballScoreSet = AmericanFootballScoreSet

export type BasketballResultSet = AmericanFootballResultSet

export type BasketballShootoutAttempt = AmericanFootballShootoutAttempt

/** A basket from the field: its points count. */
export interface BasketballFieldGoal extends EventOf<'field_goal'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** as the competition counts it: 2 or 3, in 3x3 1 or 2 */
  points: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** who made it */
  assist?: string
  /** id of the player in `assist`; the same as `{id, name}` */
  assistId?: string
}

/** A free throw; made, its points count. */
export interface BasketballFreeThrow extends EventOf<'free_throw'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** whether it went in */
  made: boolean
  /** left out: 1 */
  points?: number
  /** which one */
  n?: number
  /** of how many */
  of?: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A foul; all but offensive and technical ones are team fouls. */
export interface BasketballFoul extends EventOf<'foul'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** how */
  kind?: 'personal' | 'shooting' | 'offensive' | 'technical' | 'flagrant' | 'unsportsmanlike' | 'disqualifying'
  /** where the competition counts it otherwise */
  countsToTeam?: boolean
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** The Elam ending begins: from now on the first to have that score has won. */
export interface BasketballTargetScore extends EventOf<'target_score'> {
  /** the leader’s score and what is added: 8 in The Basketball Tournament */
  target: number
}

/** A jump ball. */
export interface BasketballJumpBall extends EventOf<'jump_ball'> {
  /** who gets it */
  team?: 'home' | 'away'
}

/** A rebound. */
export interface BasketballRebound extends EventOf<'rebound'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** how */
  kind?: 'offensive' | 'defensive'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** The ball is lost. */
export interface BasketballTurnover extends EventOf<'turnover'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** in the feed’s words */
  kind?: string
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A steal. */
export interface BasketballSteal extends EventOf<'steal'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A blocked shot. */
export interface BasketballBlock extends EventOf<'block'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A shot that did not go in. */
export interface BasketballMissedShot extends EventOf<'missed_shot'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** that it would have brought */
  points?: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

export type BasketballEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | BasketballScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | BasketballResultSet
  | NoteEvent
  | BasketballShootoutAttempt
  | BasketballFieldGoal
  | BasketballFreeThrow
  | BasketballFoul
  | BasketballTargetScore
  | BasketballJumpBall
  | BasketballRebound
  | BasketballTurnover
  | BasketballSteal
  | BasketballBlock
  | BasketballMissedShot

// Hockey (field)

export type FieldHockeyFormat = AmericanFootballFormat

/** what only this sport shows */
export interface FieldHockeyDetail {
  /** penalty corners */
  penaltyCorners: {
    home: number
    away: number
  }
  /** shots that were no goal */
  shots: {
    home: number
    away: number
  }
  /** red cards */
  redCards: {
    home: number
    away: number
  }
  /** yellow cards */
  yellowCards: {
    home: number
    away: number
  }
  /** green cards */
  greenCards: {
    home: number
    away: number
  }
  /** players on the field, of futsal, handball and ice hockey without goalkeepers; left out where both are complete */
  strength?: {
    home: number
    away: number
  }
  /** who is off, as of the last event that told the time */
  off?: {
    team: 'home' | 'away'
    player?: string
    /** for so long; left out: for good */
    minutes?: number
    /** the period in which it ends */
    period?: number
    /** what the match clock shows then; it may be over before the next event says so */
    until?: string
  }[]
  /** once it has begun */
  shootout?: {
    /** attempts that went in */
    home: number
    away: number
    /** attempts made; absent where the feed gave the score alone */
    taken?: {
      home: number
      away: number
    }
    /** who has won it */
    decided?: 'home' | 'away'
  }
  /** as it was played, where another score was awarded */
  playedScore?: {
    home: number
    away: number
  }
  /** that was awarded */
  awardedScore?: {
    home: number
    away: number
  }
}

export interface FieldHockeyState extends StateOf<'field-hockey', FieldHockeyFormat, FieldHockeyDetail> {}

export type FieldHockeyScoreSet = AmericanFootballScoreSet

export type FieldHockeyResultSet = AmericanFootballResultSet

export type FieldHockeyShootoutAttempt = AmericanFootballShootoutAttempt

/** A goal. */
export interface FieldHockeyGoal extends EventOf<'goal'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** how */
  kind?: 'field' | 'penalty_corner' | 'penalty_stroke'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A penalty corner. */
export interface FieldHockeyPenaltyCorner extends EventOf<'penalty_corner'> {
  /** the side that does it */
  team: 'home' | 'away'
}

/** A penalty stroke is given. */
export interface FieldHockeyPenaltyStroke extends EventOf<'penalty_stroke'> {
  /** the side that does it */
  team: 'home' | 'away'
}

/** A card: the side is one fewer until its minutes are over, after a red one for good. */
export interface FieldHockeyCard extends EventOf<'card'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** its colour */
  card: 'green' | 'yellow' | 'red'
  /** that it lasts; left out, 2 for green and 5 for yellow */
  minutes?: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A shot. */
export interface FieldHockeyShot extends EventOf<'shot'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** The goalkeeper saves. */
export interface FieldHockeySave extends EventOf<'save'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

export type FieldHockeyEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | FieldHockeyScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | FieldHockeyResultSet
  | NoteEvent
  | FieldHockeyShootoutAttempt
  | FieldHockeyGoal
  | FieldHockeyPenaltyCorner
  | FieldHockeyPenaltyStroke
  | FieldHockeyCard
  | FieldHockeyShot
  | FieldHockeySave

// Futsal

export type FutsalFormat = AmericanFootballFormat

/** what only this sport shows */
export interface FutsalDetail {
  /** accumulated fouls of this half; extra time goes on with the second half’s */
  fouls: {
    home: number
    away: number
  }
  /** shots that were no goal */
  shots: {
    home: number
    away: number
  }
  /** timeouts taken in this half; extra time has none */
  timeouts: {
    home: number
    away: number
  }
  /** yellow cards */
  yellowCards: {
    home: number
    away: number
  }
  /** players sent off */
  redCards: {
    home: number
    away: number
  }
  /** players on the field, of futsal, handball and ice hockey without goalkeepers; left out where both are complete */
  strength?: {
    home: number
    away: number
  }
  /** who is off, as of the last event that told the time */
  off?: {
    team: 'home' | 'away'
    player?: string
    /** for so long; left out: for good */
    minutes?: number
    /** the period in which it ends */
    period?: number
    /** what the match clock shows then; it may be over before the next event says so */
    until?: string
  }[]
  /** once it has begun */
  shootout?: {
    /** attempts that went in */
    home: number
    away: number
    /** attempts made; absent where the feed gave the score alone */
    taken?: {
      home: number
      away: number
    }
    /** who has won it */
    decided?: 'home' | 'away'
  }
  /** as it was played, where another score was awarded */
  playedScore?: {
    home: number
    away: number
  }
  /** that was awarded */
  awardedScore?: {
    home: number
    away: number
  }
}

export interface FutsalState extends StateOf<'futsal', FutsalFormat, FutsalDetail> {}

export type FutsalScoreSet = AmericanFootballScoreSet

export type FutsalResultSet = AmericanFootballResultSet

export type FutsalShootoutAttempt = AmericanFootballShootoutAttempt

/** A goal. `ten_metre` is the kick without a wall that the sixth foul brings. */
export interface FutsalGoal extends EventOf<'goal'> {
  /** the side that gets the goal */
  team: 'home' | 'away'
  /** how */
  kind?: 'regular' | 'penalty' | 'ten_metre' | 'own_goal' | 'free_kick'
  /** who scored */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** who made it */
  assist?: string
  /** id of the player in `assist`; the same as `{id, name}` */
  assistId?: string
}

/** A foul: those that bring a direct free kick or a penalty are accumulated in each half. */
export interface FutsalFoul extends EventOf<'foul'> {
  /** the side that commits it */
  team: 'home' | 'away'
  /** false for one that brings an indirect free kick; left out: it counts */
  isAccumulated?: boolean
  /** who commits it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A card: red, or a second yellow one, leaves the side one fewer for two minutes, or until the other side scores. */
export interface FutsalCard extends EventOf<'card'> {
  /** the side that gets it */
  team: 'home' | 'away'
  /** its colour */
  card: 'yellow' | 'second_yellow' | 'red'
  /** who gets it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A penalty or a kick from ten metres that was no goal. */
export interface FutsalKickMissed extends EventOf<'kick_missed'> {
  /** the side that kicks */
  team: 'home' | 'away'
  /** which kick */
  kind: 'penalty' | 'ten_metre'
  /** who kicks */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A shot that was no goal. */
export interface FutsalShot extends EventOf<'shot'> {
  /** the side that shoots */
  team: 'home' | 'away'
  /** who shoots */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** The goalkeeper saves. */
export interface FutsalSave extends EventOf<'save'> {
  /** the side that saves */
  team: 'home' | 'away'
  /** who saves */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A fifth player in the field in place of the goalkeeper, or no more. */
export interface FutsalFlyingGoalkeeper extends EventOf<'flying_goalkeeper'> {
  /** whose */
  team: 'home' | 'away'
  /** false once the goalkeeper is back */
  isOn: boolean
}

export type FutsalEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | FutsalScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | FutsalResultSet
  | NoteEvent
  | FutsalShootoutAttempt
  | FutsalGoal
  | FutsalFoul
  | FutsalCard
  | FutsalKickMissed
  | FutsalShot
  | FutsalSave
  | FutsalFlyingGoalkeeper

// Handball

export type HandballFormat = AmericanFootballFormat

/** what only this sport shows */
export interface HandballDetail {
  /** suspensions of two minutes */
  suspensions: {
    home: number
    away: number
  }
  /** saves */
  saves: {
    home: number
    away: number
  }
  /** timeouts taken */
  timeouts: {
    home: number
    away: number
  }
  /** red cards; a blue one of a player who has none counts as red */
  redCards: {
    home: number
    away: number
  }
  /** warnings */
  yellowCards: {
    home: number
    away: number
  }
  /** players on the field, of futsal, handball and ice hockey without goalkeepers; left out where both are complete */
  strength?: {
    home: number
    away: number
  }
  /** who is off, as of the last event that told the time */
  off?: {
    team: 'home' | 'away'
    player?: string
    /** for so long; left out: for good */
    minutes?: number
    /** the period in which it ends */
    period?: number
    /** what the match clock shows then; it may be over before the next event says so */
    until?: string
  }[]
  /** once it has begun */
  shootout?: {
    /** attempts that went in */
    home: number
    away: number
    /** attempts made; absent where the feed gave the score alone */
    taken?: {
      home: number
      away: number
    }
    /** who has won it */
    decided?: 'home' | 'away'
  }
  /** as it was played, where another score was awarded */
  playedScore?: {
    home: number
    away: number
  }
  /** that was awarded */
  awardedScore?: {
    home: number
    away: number
  }
}

export interface HandballState extends StateOf<'handball', HandballFormat, HandballDetail> {}

export type HandballScoreSet = AmericanFootballScoreSet

export type HandballResultSet = AmericanFootballResultSet

export type HandballShootoutAttempt = AmericanFootballShootoutAttempt

/** A goal. */
export interface HandballGoal extends EventOf<'goal'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** how */
  kind?: 'field' | 'seven_metre' | 'fast_break' | 'empty_net'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A seven-metre throw that was no goal. */
export interface HandballSevenMetreMissed extends EventOf<'seven_metre_missed'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** Two minutes off: the side is one fewer. */
export interface HandballSuspension extends EventOf<'suspension'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A card: yellow warns, red leaves the side one fewer for two minutes, blue follows a red one and means a report. */
export interface HandballCard extends EventOf<'card'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** its colour */
  card: 'yellow' | 'red' | 'blue'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** The goalkeeper saves. */
export interface HandballSave extends EventOf<'save'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** The ball is lost. */
export interface HandballTurnover extends EventOf<'turnover'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

export type HandballEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | HandballScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | HandballResultSet
  | NoteEvent
  | HandballShootoutAttempt
  | HandballGoal
  | HandballSevenMetreMissed
  | HandballSuspension
  | HandballCard
  | HandballSave
  | HandballTurnover

// Ice hockey

/** the rules of this match, complete */
export interface IceHockeyFormat {
  /** of regulation */
  periods: number
  /** length of a period in minutes */
  periodMin: number
  /** what follows a level game: nothing, one overtime, two, or as many as it takes */
  overtime: 'none' | 'once' | 'twice' | 'until_decided'
  /** length of an overtime in minutes, or of each of its halves; 0: it has no clock */
  overtimeMin: number
  /** an overtime has two halves, both played */
  overtimeHalves: boolean
  /** the first to lead in overtime has won */
  suddenDeath: boolean
  /** length in minutes of one more period after overtime, which the first to score wins */
  suddenDeathMin?: number
  /** the first to score so many in overtime has won */
  overtimeTarget?: number
  /** `counts_one`: who wins it gets one more in the score; `apart`: its score stands beside */
  shootout: 'none' | 'counts_one' | 'apart'
  /** attempts of each side in a shoot-out before each pair may decide it */
  shootoutRounds: number
  /** the first to have so many in regulation has won */
  targetScore?: number
  /** a lead of so many ends the game */
  mercyLead?: number
  /** skaters of each side in overtime */
  overtimeSkaters: number
}

/** what only this sport shows */
export interface IceHockeyDetail {
  /** shots on goal, goals included */
  shots: {
    home: number
    away: number
  }
  /** minutes of penalties */
  penaltyMinutes: {
    home: number
    away: number
  }
  /** goals with more players on the ice */
  powerPlayGoals: {
    home: number
    away: number
  }
  /** players on the field, of futsal, handball and ice hockey without goalkeepers; left out where both are complete */
  strength?: {
    home: number
    away: number
  }
  /** who is off, as of the last event that told the time */
  off?: {
    team: 'home' | 'away'
    player?: string
    /** for so long; left out: for good */
    minutes?: number
    /** the period in which it ends */
    period?: number
    /** what the match clock shows then; it may be over before the next event says so */
    until?: string
  }[]
  /** once it has begun */
  shootout?: {
    /** attempts that went in */
    home: number
    away: number
    /** attempts made; absent where the feed gave the score alone */
    taken?: {
      home: number
      away: number
    }
    /** who has won it */
    decided?: 'home' | 'away'
  }
  /** as it was played, where another score was awarded */
  playedScore?: {
    home: number
    away: number
  }
  /** that was awarded */
  awardedScore?: {
    home: number
    away: number
  }
}

export interface IceHockeyState extends StateOf<'ice-hockey', IceHockeyFormat, IceHockeyDetail> {}

export type IceHockeyScoreSet = AmericanFootballScoreSet

export type IceHockeyResultSet = AmericanFootballResultSet

export type IceHockeyShootoutAttempt = AmericanFootballShootoutAttempt

/** A goal. */
export interface IceHockeyGoal extends EventOf<'goal'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** even, power play, short-handed, empty net, penalty shot */
  strength?: 'ev' | 'pp' | 'sh' | 'en' | 'ps' | 'awarded'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** who made it */
  assist?: string
  /** id of the player in `assist`; the same as `{id, name}` */
  assistId?: string
  /** who made the pass before */
  secondAssist?: string
  /** id of the player in `secondAssist`; the same as `{id, name}` */
  secondAssistId?: string
}

/** A penalty. A minor or a major leaves the side a skater short until its time is over, a minor also until the other side scores. */
export interface IceHockeyPenalty extends EventOf<'penalty'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** 2 minor, 4 double minor, 5 major, 10 and 20 misconducts */
  minutes: number
  /** `hooking` */
  kind?: string
  /** both sides are punished alike: nobody is missing on the ice */
  coincidental?: boolean
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A penalty is over. */
export interface IceHockeyPenaltyEnd extends EventOf<'penalty_end'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A shot on goal that was saved. */
export interface IceHockeyShot extends EventOf<'shot'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** The net is empty: one more skater. */
export interface IceHockeyGoaliePulled extends EventOf<'goalie_pulled'> {
  /** the side that does it */
  team: 'home' | 'away'
}

/** The goalkeeper is back. */
export interface IceHockeyGoalieReturned extends EventOf<'goalie_returned'> {
  /** the side that does it */
  team: 'home' | 'away'
}

/** A face-off. */
export interface IceHockeyFaceoff extends EventOf<'faceoff'> {
  /** who won it */
  team?: 'home' | 'away'
}

export type IceHockeyEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | IceHockeyScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | IceHockeyResultSet
  | NoteEvent
  | IceHockeyShootoutAttempt
  | IceHockeyGoal
  | IceHockeyPenalty
  | IceHockeyPenaltyEnd
  | IceHockeyShot
  | IceHockeyGoaliePulled
  | IceHockeyGoalieReturned
  | IceHockeyFaceoff

// Rugby league

/** the rules of this match, complete */
export interface RugbyLeagueFormat {
  /** of regulation */
  periods: number
  /** length of a period in minutes */
  periodMin: number
  /** what follows a level game: nothing, one overtime, two, or as many as it takes */
  overtime: 'none' | 'once' | 'twice' | 'until_decided'
  /** length of an overtime in minutes, or of each of its halves; 0: it has no clock */
  overtimeMin: number
  /** an overtime has two halves, both played */
  overtimeHalves: boolean
  /** the first to lead in overtime has won */
  suddenDeath: boolean
  /** length in minutes of one more period after overtime, which the first to score wins */
  suddenDeathMin?: number
  /** the first to score so many in overtime has won */
  overtimeTarget?: number
  /** `counts_one`: who wins it gets one more in the score; `apart`: its score stands beside */
  shootout: 'none' | 'counts_one' | 'apart'
  /** attempts of each side in a shoot-out before each pair may decide it */
  shootoutRounds: number
  /** the first to have so many in regulation has won */
  targetScore?: number
  /** a lead of so many ends the game */
  mercyLead?: number
  /** players of each side */
  players: number
  /** minutes that a yellow card lasts */
  sinBinMin: number
}

/** what only this sport shows */
export interface RugbyLeagueDetail {
  /** tries, penalty tries with them */
  tries: {
    home: number
    away: number
  }
  /** penalties given to the side */
  penalties: {
    home: number
    away: number
  }
  /** players sent off */
  redCards: {
    home: number
    away: number
  }
  /** players sent to the bin */
  yellowCards: {
    home: number
    away: number
  }
  /** players on the field, of futsal, handball and ice hockey without goalkeepers; left out where both are complete */
  strength?: {
    home: number
    away: number
  }
  /** who is off, as of the last event that told the time */
  off?: {
    team: 'home' | 'away'
    player?: string
    /** for so long; left out: for good */
    minutes?: number
    /** the period in which it ends */
    period?: number
    /** what the match clock shows then; it may be over before the next event says so */
    until?: string
  }[]
  /** once it has begun */
  shootout?: {
    /** attempts that went in */
    home: number
    away: number
    /** attempts made; absent where the feed gave the score alone */
    taken?: {
      home: number
      away: number
    }
    /** who has won it */
    decided?: 'home' | 'away'
  }
  /** as it was played, where another score was awarded */
  playedScore?: {
    home: number
    away: number
  }
  /** that was awarded */
  awardedScore?: {
    home: number
    away: number
  }
}

export interface RugbyLeagueState extends StateOf<'rugby-league', RugbyLeagueFormat, RugbyLeagueDetail> {}

export type RugbyLeagueScoreSet = AmericanFootballScoreSet

export type RugbyLeagueResultSet = AmericanFootballResultSet

export type RugbyLeagueShootoutAttempt = AmericanFootballShootoutAttempt

/** A try. */
export interface RugbyLeagueTry extends EventOf<'try'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A kick after a try; made, its points count. */
export interface RugbyLeagueConversion extends EventOf<'conversion'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** whether it went in */
  made: boolean
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A kick at goal from a penalty; made, its points count. */
export interface RugbyLeaguePenaltyGoal extends EventOf<'penalty_goal'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** whether it went in */
  made: boolean
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A drop at goal; made, its points count. */
export interface RugbyLeagueDropGoal extends EventOf<'drop_goal'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** whether it went in */
  made: boolean
  /** where the competition counts it otherwise */
  points?: number
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A card: yellow leaves the side one fewer for the minutes of the format, red for good, `red_20` for twenty minutes. */
export interface RugbyLeagueCard extends EventOf<'card'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** its colour */
  card: 'yellow' | 'red' | 'red_20'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A player is back from the bin. */
export interface RugbyLeagueSinBinEnd extends EventOf<'sin_bin_end'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A try that was not given. */
export interface RugbyLeagueDeniedTry extends EventOf<'denied_try'> {
  /** the side that does it */
  team: 'home' | 'away'
  /** who did it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A scrum. */
export interface RugbyLeagueScrum extends EventOf<'scrum'> {
  /** the side that does it */
  team: 'home' | 'away'
}

/** A line-out. */
export interface RugbyLeagueLineOut extends EventOf<'line_out'> {
  /** the side that does it */
  team: 'home' | 'away'
}

/** A penalty is given to a side. */
export interface RugbyLeaguePenalty extends EventOf<'penalty'> {
  /** the side that does it */
  team: 'home' | 'away'
}

export type RugbyLeagueEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | RugbyLeagueScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | RugbyLeagueResultSet
  | NoteEvent
  | RugbyLeagueShootoutAttempt
  | RugbyLeagueTry
  | RugbyLeagueConversion
  | RugbyLeaguePenaltyGoal
  | RugbyLeagueDropGoal
  | RugbyLeagueCard
  | RugbyLeagueSinBinEnd
  | RugbyLeagueDeniedTry
  | RugbyLeagueScrum
  | RugbyLeagueLineOut
  | RugbyLeaguePenalty

// Rugby union

export type RugbyUnionFormat = RugbyLeagueFormat

export type RugbyUnionDetail = RugbyLeagueDetail

export interface RugbyUnionState extends StateOf<'rugby-union', RugbyUnionFormat, RugbyUnionDetail> {}

export type RugbyUnionScoreSet = AmericanFootballScoreSet

export type RugbyUnionResultSet = AmericanFootballResultSet

export type RugbyUnionShootoutAttempt = AmericanFootballShootoutAttempt

export type RugbyUnionTry = RugbyLeagueTry

/** A penalty try: no conversion follows. */
export interface RugbyUnionPenaltyTry extends EventOf<'penalty_try'> {
  /** the side that does it */
  team: 'home' | 'away'
}

export type RugbyUnionConversion = RugbyLeagueConversion

export type RugbyUnionPenaltyGoal = RugbyLeaguePenaltyGoal

export type RugbyUnionDropGoal = RugbyLeagueDropGoal

export type RugbyUnionCard = RugbyLeagueCard

export type RugbyUnionSinBinEnd = RugbyLeagueSinBinEnd

export type RugbyUnionDeniedTry = RugbyLeagueDeniedTry

export type RugbyUnionScrum = RugbyLeagueScrum

export type RugbyUnionLineOut = RugbyLeagueLineOut

export type RugbyUnionPenalty = RugbyLeaguePenalty

export type RugbyUnionEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | RugbyUnionScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | RugbyUnionResultSet
  | NoteEvent
  | RugbyUnionShootoutAttempt
  | RugbyUnionTry
  | RugbyUnionPenaltyTry
  | RugbyUnionConversion
  | RugbyUnionPenaltyGoal
  | RugbyUnionDropGoal
  | RugbyUnionCard
  | RugbyUnionSinBinEnd
  | RugbyUnionDeniedTry
  | RugbyUnionScrum
  | RugbyUnionLineOut
  | RugbyUnionPenalty

// Softball

export type SoftballFormat = BaseballFormat

export type SoftballDetail = BaseballDetail

export interface SoftballState extends StateOf<'softball', SoftballFormat, SoftballDetail> {}

export type SoftballPeriodStart = BaseballPeriodStart

export type SoftballPeriodEnd = BaseballPeriodEnd

export type SoftballBreakStart = BaseballBreakStart

export type SoftballScore = BaseballScore

export type SoftballScoreSet = BaseballScoreSet

export type SoftballLineup = BaseballLineup

export type SoftballHalfInningStart = BaseballHalfInningStart

export type SoftballHalfInningEnd = BaseballHalfInningEnd

export type SoftballBatter = BaseballBatter

export type SoftballPitch = BaseballPitch

export type SoftballPlateAppearance = BaseballPlateAppearance

export type SoftballRun = BaseballRun

export type SoftballOut = BaseballOut

export type SoftballStolenBase = BaseballStolenBase

export type SoftballCaughtStealing = BaseballCaughtStealing

export type SoftballRunnerOut = BaseballRunnerOut

export type SoftballRunnerAdvance = BaseballRunnerAdvance

export type SoftballWildPitch = BaseballWildPitch

export type SoftballPassedBall = BaseballPassedBall

export type SoftballBalk = BaseballBalk

export type SoftballError = BaseballError

export type SoftballPitchingChange = BaseballPitchingChange

export type SoftballSituation = BaseballSituation

export type SoftballLastInning = BaseballLastInning

export type SoftballGameCalled = BaseballGameCalled

export type SoftballForfeit = BaseballForfeit

export type SoftballEvent =
  | MatchStartEvent
  | SoftballPeriodStart
  | SoftballPeriodEnd
  | SoftballBreakStart
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | SoftballScore
  | ScoreAdjustEvent
  | SoftballScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | ResultSetEvent
  | NoteEvent
  | SoftballLineup
  | SoftballHalfInningStart
  | SoftballHalfInningEnd
  | SoftballBatter
  | SoftballPitch
  | SoftballPlateAppearance
  | SoftballRun
  | SoftballOut
  | SoftballStolenBase
  | SoftballCaughtStealing
  | SoftballRunnerOut
  | SoftballRunnerAdvance
  | SoftballWildPitch
  | SoftballPassedBall
  | SoftballBalk
  | SoftballError
  | SoftballPitchingChange
  | SoftballSituation
  | SoftballLastInning
  | SoftballGameCalled
  | SoftballForfeit

// Badminton

/** the rules of this match, complete */
export interface BadmintonFormat {
  /** sets; the winner is the first to more than half of them. An even number may end level */
  bestOf: 1 | 2 | 3 | 4 | 5 | 6 | 7
  /** points that win a set */
  pointsToWin: number
  /** points that win the deciding set; `pointsToWin` if left out */
  lastSet?: number
  /** how many points ahead the winner of a set must be */
  winBy: number
  /** this many points win whatever the lead; `none` for no such end */
  cap: number | 'none'
  /** who serves: the winner of the last rally, or each side twice in turn (once from one short of winning each) */
  serve: 'winner' | 'two-each'
  /** who opens the next set: the side that did not open this one, its winner, or whoever the toss decides */
  opens: 'other' | 'winner' | 'toss'
  /** a toss decides who opens the deciding set, whatever `opens` says */
  tossForLast: boolean
  /** when the sides change ends within a set, beside after each: in the deciding one when a side has half of the points it takes, rounded up (`half`) or down (`before-half`); or in all of them, each time that a third of those points was played (`thirds`); `none` where they never do */
  ends: 'half' | 'before-half' | 'thirds' | 'none'
  /** timeouts of a side */
  timeouts: number
  /** for how long those are */
  timeoutsPer: 'set' | 'match'
}

/** what only this sport shows */
export interface BadmintonDetail {
  /** those that are over */
  sets: {
    home: number
    away: number
  }[]
  /** of the set being played; absent once the match is won, or ended before a point of it */
  points?: {
    home: number
    away: number
  }
  /** who plays for each side, if the feed said it: the pairs of doubles */
  players?: {
    home: string[]
    away: string[]
  }
  /** absent where nobody said it */
  server?: {
    /** the side that serves */
    side: 'home' | 'away'
    /** its first or its second server, in sports that count them */
    number?: 1 | 2
  }
  /** in table tennis: each side serves once in turn */
  expedite?: true
  /** in the set or the match, as the format has it */
  timeoutsLeft?: {
    home: number
    away: number
  }
  /** who would win the set with the next point */
  setPoint?: 'home' | 'away' | 'both'
  /** who would win the match with the next point */
  matchPoint?: 'home' | 'away' | 'both'
  /** the sides change ends now */
  changeEnds?: true
  /** points of the extra set that decides the tie */
  goldenSet?: {
    home: number
    away: number
  }
}

export interface BadmintonState extends StateOf<'badminton', BadmintonFormat, BadmintonDetail> {}

/** The match begins: its status becomes `live`. */
export interface BadmintonMatchStart extends EventOf<'match_start'> {
  /** the side that serves */
  server?: 'home' | 'away'
  /** who of it serves */
  serverPlayer?: string
  /** id of the player in `serverPlayer`; the same as `{id, name}` */
  serverPlayerId?: string
  /** who of the other side receives */
  receiverPlayer?: string
  /** id of the player in `receiverPlayer`; the same as `{id, name}` */
  receiverPlayerId?: string
  /** in doubles, of each side in the order in which they serve */
  players?: {
    /**
     * @minItems 1
     * @maxItems 2
     */
    home: string[]
    /** ids of the players in `home`, in their order; empty for one without */
    homeIds?: string[]
    /**
     * @minItems 1
     * @maxItems 2
     */
    away: string[]
    /** ids of the players in `away`, in their order; empty for one without */
    awayIds?: string[]
  }
}

/** A break within the match begins. */
export interface BadmintonBreakStart extends EventOf<'break_start'> {
  /** the sport’s name for the break */
  kind: string
}

/** The break is over. */
export interface BadmintonBreakEnd extends EventOf<'break_end'> {
  /** of which kind it was */
  kind?: string
}

/** Sets where the match stands: a checkpoint, or the only event of a feed without points. */
export interface BadmintonScoreSet extends EventOf<'score_set'> {
  /**
   * those that are over, in order
   *
   * @maxItems 99
   */
  sets?: {
    home: number
    away: number
  }[]
  /** of the set being played */
  points?: {
    home: number
    away: number
  }
  /** sets won, for feeds that know no more */
  score?: {
    home: number
    away: number
  }
  /** who serves */
  server?: 'home' | 'away'
  /** its first or its second server, in sports that count them */
  serverNumber?: 1 | 2
  /** why, in words */
  reason?: string
}

/** Gives the result, and the score if it was awarded. It always wins over the one that would follow, and ends the match. */
export interface BadmintonResultSet extends EventOf<'result_set'> {
  /** as it is from now on */
  result: {
    /** `draw`: level; `none`: no result */
    winner: 'home' | 'away' | 'draw' | 'none'
    /** how it was decided */
    method:
      | 'regulation'
      | 'extra_time'
      | 'golden_goal'
      | 'silver_goal'
      | 'overtime'
      | 'shootout'
      | 'super_over'
      | 'boundary_count'
      | 'dls'
      | 'retired'
      | 'walkover'
      | 'default'
      | 'disqualified'
      | 'awarded'
      | 'forfeit'
      | 'no_result'
    /** `5 wickets` */
    margin?: string
    /** the result in words: `Rovers won on penalties, 3–3 (4–2 pens)` */
    text?: string
  }
  /** the score that counts, where it is not the one that was played */
  awardedScore?: {
    home: number
    away: number
  }
  /**
   * the sets that count, in order, where they were awarded or the feed gave none
   *
   * @maxItems 99
   */
  sets?: {
    home: number
    away: number
  }[]
}

/** Who serves from now on: a new order at the beginning of a set, or a correction. */
export interface BadmintonService extends EventOf<'service'> {
  /** the side that serves */
  server: 'home' | 'away'
  /** who of it serves */
  serverPlayer?: string
  /** id of the player in `serverPlayer`; the same as `{id, name}` */
  serverPlayerId?: string
  /** who of the other side receives */
  receiverPlayer?: string
  /** id of the player in `receiverPlayer`; the same as `{id, name}` */
  receiverPlayerId?: string
  /** its first or its second server, in sports that count them */
  serverNumber?: 1 | 2
}

/** The players warm up. Moves nothing but the phase. */
export interface BadmintonWarmUp extends EventOf<'warm_up'> {}

/** `team` gives up. The other side wins with the score as it stands. */
export interface BadmintonRetired extends EventOf<'retired'> {
  /** the side that loses by it */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

/** `team` does not play. The other side wins. */
export interface BadmintonWalkover extends EventOf<'walkover'> {
  /** the side that loses by it */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

/** `team` is defaulted, or disqualified. The other side wins with the score as it stands. */
export interface BadmintonDefault extends EventOf<'default'> {
  /** the side that loses by it */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

/** A rally is won: a point, but where only the side that serves scores. Sets and the match follow from the points. */
export interface BadmintonPoint extends EventOf<'point'> {
  /** the side that wins the rally */
  team: 'home' | 'away'
  /** who served it, if the feed knows; believed */
  server?: 'home' | 'away'
  /** by which of the side’s servers, in sports that count them */
  serverNumber?: 1 | 2
  /** how it was won, in the feed’s words */
  kind?: string
}

/** `team` is awarded a point. */
export interface BadmintonPointPenalty extends EventOf<'point_penalty'> {
  /** the side that was not penalised */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

/** A card. In volleyball and badminton a red one gives the other side a point. In table tennis a yellow and red one does, and each later one gives it two. */
export interface BadmintonCard extends EventOf<'card'> {
  /** to whom it is shown */
  team: 'home' | 'away'
  /** which */
  card: 'yellow' | 'red' | 'yellow_red' | 'black'
}

/** An extra set begins that decides a tie over two matches, played after this one. */
export interface BadmintonGoldenSet extends EventOf<'golden_set'> {
  /** who serves first */
  server?: 'home' | 'away'
}

/** A side challenges a call. What comes of it is an edit or a delete of the point. */
export interface BadmintonChallenge extends EventOf<'challenge'> {
  /** whose */
  team?: 'home' | 'away'
  /** in the feed’s words */
  kind?: string
}

/** Players stood in the wrong order. The point that it costs is a `point` of its own. */
export interface BadmintonRotationFault extends EventOf<'rotation_fault'> {
  /** whose */
  team?: 'home' | 'away'
  /** in the feed’s words */
  kind?: string
}

/** A timeout that the rules prescribe. Shown, and no more. */
export interface BadmintonTechnicalTimeout extends EventOf<'technical_timeout'> {}

export type BadmintonEvent =
  | BadmintonMatchStart
  | PeriodStartEvent
  | PeriodEndEvent
  | BadmintonBreakStart
  | BadmintonBreakEnd
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | BadmintonScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | BadmintonResultSet
  | NoteEvent
  | BadmintonService
  | BadmintonWarmUp
  | BadmintonRetired
  | BadmintonWalkover
  | BadmintonDefault
  | BadmintonPoint
  | BadmintonPointPenalty
  | BadmintonCard
  | BadmintonGoldenSet
  | BadmintonChallenge
  | BadmintonRotationFault
  | BadmintonTechnicalTimeout

// Cricket

/** the rules of this match, complete */
export interface CricketFormat {
  /** options left out are those of the preset of this type; of `custom`, a single innings without limits */
  type: 'T20' | 'ODI' | 'Test' | 'T10' | 'Hundred' | 'FC' | 'custom'
  /** innings that each side bats */
  inningsPerSide: 1 | 2
  /** legal balls */
  ballsPerOver: number
  /** overs of an innings; absent when only the batting side or the clock ends it */
  oversLimit?: number
  /** balls of an innings, where the competition counts in balls */
  ballsLimit?: number
  /** that end an innings */
  wickets: number
  /** what decides a tie; `repeat`: until one does */
  superOver: 'none' | 'once' | 'repeat'
  /** days of play */
  days?: number
  /** what a no-ball is worth, without the runs made from it; the delivery says so itself, others are surprising */
  noBallRuns: number
  /** a no-ball is followed by a free hit */
  freeHit: boolean
  /** after which the bowling changes ends, and the strike with it */
  ballsPerEnd: number
  /**
   * the over after which each ends: `[10, 40, 50]`
   *
   * @maxItems 5
   */
  powerplays: number[]
  /** unsuccessful player reviews of a side in an innings; 0 where there is no DRS */
  reviews: number
  /** how the progress of an innings is shown: `49.1`, or `95` balls */
  countIn: 'overs' | 'balls'
}

/** what only this sport shows */
export interface CricketDetail {
  /** who won it, and chose what */
  toss?: {
    winner: 'home' | 'away'
    decision: 'bat' | 'field'
  }
  /** by number from 1; the one being played is `period.n` */
  innings: {
    [k: string]: {
      /** its number from 1 */
      n: number
      /** who bats */
      side: 'home' | 'away'
      /** which super over this is an innings of; its runs stay out of the match score */
      superOver?: number
      runs: number
      wickets: number
      /** completed overs and balls, `49.1`; no decimal: an over may have 5 or 7 balls */
      overs: string
      /** legal balls bowled; the run rate is `runs` by `overs` */
      balls: number
      /** runs that no batter made */
      extras: {
        wides: number
        noBalls: number
        byes: number
        legByes: number
        penalty: number
      }
      /** runs that win the match */
      target?: number
      /** by which the target was revised: `DLS` */
      targetMethod?: string
      /** overs it may last */
      oversLimit?: number
      /** balls it may last */
      ballsLimit?: number
      /** by name */
      batters: {
        [k: string]: {
          /** place in the batting order, from 1 */
          order: number
          runs: number
          /** faced; wides are none */
          balls: number
          fours: number
          sixes: number
          /** how he was out; absent while he is not */
          out?: {
            kind:
              | 'bowled'
              | 'caught'
              | 'caught_and_bowled'
              | 'lbw'
              | 'stumped'
              | 'run_out'
              | 'hit_wicket'
              | 'obstructing_the_field'
              | 'hit_the_ball_twice'
              | 'timed_out'
              | 'handled_the_ball'
              | 'retired_out'
              | 'retired_hurt'
              | 'retired_not_out'
            /** in words: `c Taylor b Boult` */
            how: string
            /** the score when it fell: `157/3` */
            at: string
            /** after so many overs: `32.4` */
            overs: string
          }
          /** left the field undefeated; may come back */
          retired?: 'hurt' | 'not_out'
        }
      }
      /** by name */
      bowlers: {
        [k: string]: {
          /** in which they came on, from 1 */
          order: number
          /** bowled: `9.4` */
          overs: string
          /** legal balls, in formats that count in balls */
          balls?: number
          maidens: number
          /** conceded */
          runs: number
          wickets: number
        }
      }
      /** by number */
      powerplays: {
        [k: string]: {
          /** overs bowled when it begins */
          from: number
          /** overs bowled when it ends */
          to: number
          kind?: string
        }
      }
      /** the side was made to follow on */
      followOn?: true
      declared?: true
      forfeited?: true
      /** batters who could not bat */
      absent?: string[]
      /** why it is over; absent while it goes on */
      closedReason?: 'all_out' | 'overs' | 'target_reached' | 'declared' | 'forfeited' | 'abandoned' | 'other'
    }
  }
  /**
   * the batters at the crease, keys of `innings[n].batters`
   *
   * @maxItems 2
   */
  batting?: string[]
  /** the one of them who faces the next ball, as far as it is known; the other is the non-striker */
  striker?: string
  /** a key of `innings[n].bowlers`, once he has bowled */
  bowler?: string
  /** the balls of the over, `1 . W 4 2wd 1nb 1lb`; stays until the next over begins */
  thisOver?: string
  /** where the innings stood when the batters at the crease came together; their partnership came since */
  partnershipFrom?: {
    /** of the innings */
    runs: number
    /** faced by all its batters */
    balls: number
  }
  /** the batter who was out last, a key of `innings[n].batters` */
  lastWicket?: string
  /** what the side batting last needs */
  chase?: {
    /** runs that win */
    target: number
    /** runs still to make */
    needed: number
    /** where balls are limited; the required rate is `needed` by it */
    ballsLeft?: number
  }
  /** runs by which the batting side leads over both innings; negative while it trails */
  lead?: number
  /** the player of the match */
  playerOfMatch?: string
  /** the DLS par score of this moment, from outside */
  par?: number
  /** the number of the powerplay in force for the next ball */
  powerplay?: number
  /** the next ball is a free hit */
  freeHit?: true
  /** left to each side in this innings */
  reviews?: {
    home: number
    away: number
  }
  /** from 1, in matches of several days */
  day?: number
  /** of the day: 1 to lunch, 2 to tea, 3 to stumps */
  session?: number
  /** the super over being played */
  superOver?: number
  /** scores of the super overs, by number */
  superOvers?: {
    [k: string]: {
      home: number
      away: number
    }
  }
}

export interface CricketState extends StateOf<'cricket', CricketFormat, CricketDetail> {}

/** Sets the score: a checkpoint, or the only event of a feed without deliveries. */
export interface CricketScoreSet extends EventOf<'score_set'> {
  /** from now on */
  score: {
    home: number
    away: number
  }
  /** why, in words */
  reason?: string
  /** where the innings stands, for feeds without deliveries */
  detail?: {
    /** which innings; left out, the current one */
    n?: number
    /** lost in it */
    wickets?: number
    /** bowled in it: `49.1` */
    overs?: string
  }
}

/** A review is over. `decision: struck_down` costs the side that asked (`team`) a review. */
export interface CricketReviewEnd extends EventOf<'review_end'> {
  /** what was decided, in the sport’s words */
  decision: string
  /** id of the `review_start` it decides; left out, all that are open */
  review?: string
  /** it stood by umpire’s call: no review is lost */
  umpiresCall?: boolean
}

/** The toss; it tells who bats first. */
export interface CricketToss extends EventOf<'toss'> {
  /** who won it */
  winner: 'home' | 'away'
  /** what they chose */
  decision: 'bat' | 'field'
}

/** Who plays. Shown on the cards: captain, keeper, who did not bat. */
export interface CricketLineup extends EventOf<'lineup'> {
  /** whose */
  team: 'home' | 'away'
  /**
   * in the batting order, as far as it is known
   *
   * @minItems 1
   * @maxItems 30
   */
  players: string[]
  /** ids of the players in `players`, in their order; empty for one without */
  playerIds?: string[]
  /** one of them */
  captain?: string
  /** id of the player in `captain`; the same as `{id, name}` */
  captainId?: string
  /** who keeps wicket */
  keeper?: string
  /** id of the player in `keeper`; the same as `{id, name}` */
  keeperId?: string
}

/** The player of the match. */
export interface CricketPlayerOfMatch extends EventOf<'player_of_match'> {
  /** who */
  player: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** An innings begins. A chase gets its target. */
export interface CricketInningsStart extends EventOf<'innings_start'> {
  /** its number from 1; left out, the next. Super overs count on */
  n?: number
  /** left out, the side whose turn it is */
  batting?: 'home' | 'away'
  /** it is an innings of a super over, or of which */
  superOver?: boolean | number
  /** overs of an innings */
  oversLimit?: number
  /** balls of an innings, where the competition counts in balls */
  ballsLimit?: number
}

/** The innings is over. */
export interface CricketInningsEnd extends EventOf<'innings_end'> {
  /** number of the innings; left out, the current one */
  n?: number
  /** left out, as the state has it */
  reason?: 'all_out' | 'overs' | 'target_reached' | 'declared' | 'forfeited' | 'abandoned' | 'other'
  /**
   * batters who could not bat: the side was all out with fewer wickets
   *
   * @maxItems 11
   */
  absent?: string[]
  /** ids of the players in `absent`, in their order; empty for one without */
  absentIds?: string[]
}

/** The batting side declares its innings closed. */
export interface CricketDeclaration extends EventOf<'declaration'> {
  /** number of the innings; left out, the current one */
  n?: number
}

/** The side that has batted second bats again. */
export interface CricketFollowOn extends EventOf<'follow_on'> {}

/** One ball. Totals, overs, strike, bowling figures and the result follow from the deliveries. */
export interface CricketDelivery extends EventOf<'delivery'> {
  /** from 0, as in `49.1`; left out, the current one */
  over?: number
  /** from 1, wides and no-balls counted, so that each delivery has a place of its own */
  ballInOver?: number
  /** who faces it; left out, whoever should by the run of play */
  striker?: string
  /** id of the player in `striker`; the same as `{id, name}` */
  strikerId?: string
  /** the other batter; left out, as `striker` */
  nonStriker?: string
  /** id of the player in `nonStriker`; the same as `{id, name}` */
  nonStrikerId?: string
  /** left out, whoever bowls this over */
  bowler?: string
  /** id of the player in `bowler`; the same as `{id, name}` */
  bowlerId?: string
  /** runs off the bat */
  bat?: number
  /** all runs of a wide */
  wides?: number
  /** the no-ball itself; runs made from it are `bat`, `byes` or `legByes` (Law 21.16) */
  noBalls?: number
  /** runs off neither bat nor body */
  byes?: number
  /** runs off the body */
  legByes?: number
  /** penalty runs to the batting side */
  penalty?: number
  /** if the ball reached the boundary; four that were run are none */
  boundary?: 4 | 6
  /**
   * that fell with it
   *
   * @maxItems 2
   */
  wickets?: Pick<
    CricketWicket,
    'kind' | 'playerOut' | 'playerOutId' | 'fielders' | 'fielderIds' | 'substitutes' | 'substituteIds'
  >[]
  /** this ball was a free hit */
  freeHit?: boolean
}

/** A wicket that fell, or a batter who retired, between deliveries. */
export interface CricketWicket extends EventOf<'wicket'> {
  /** `retired_hurt` and `retired_not_out` are no wickets */
  kind:
    | 'bowled'
    | 'caught'
    | 'caught_and_bowled'
    | 'lbw'
    | 'stumped'
    | 'run_out'
    | 'hit_wicket'
    | 'obstructing_the_field'
    | 'hit_the_ball_twice'
    | 'timed_out'
    | 'handled_the_ball'
    | 'retired_out'
    | 'retired_hurt'
    | 'retired_not_out'
  /** left out, the striker */
  playerOut?: string
  /** id of the player in `playerOut`; the same as `{id, name}` */
  playerOutId?: string
  /**
   * who caught, stumped, threw
   *
   * @maxItems 11
   */
  fielders?: string[]
  /** ids of the players in `fielders`, in their order; empty for one without */
  fielderIds?: string[]
  /**
   * those of `fielders` who are no players of the side
   *
   * @maxItems 11
   */
  substitutes?: string[]
  /** ids of the players in `substitutes`, in their order; empty for one without */
  substituteIds?: string[]
  /** left out, the current one */
  over?: number
}

/** The umpire calls over, however many balls it had. Not needed after a whole one. */
export interface CricketOverEnd extends EventOf<'over_end'> {
  /** left out, the current one */
  over?: number
}

/** Another bowler, told before his first ball. */
export interface CricketBowlerChange extends EventOf<'bowler_change'> {
  /** who bowls next */
  bowler: string
  /** id of the player in `bowler`; the same as `{id, name}` */
  bowlerId?: string
}

/** The next batter, told before his first ball. */
export interface CricketBatterIn extends EventOf<'batter_in'> {
  /** who comes in */
  batter: string
  /** id of the player in `batter`; the same as `{id, name}` */
  batterId?: string
  /** he faces the next ball; false: he does not */
  striker?: boolean
}

/** Penalty runs outside a delivery. */
export interface CricketPenaltyRuns extends EventOf<'penalty_runs'> {
  /** who gets them */
  side: 'home' | 'away'
  /** how many */
  runs: number
  /** `pre`: to its next innings, `post`: to its last. Left out, Law 41.17 (41.18 until 2022): to the one it is playing, else the one it completed last, else its next */
  innings?: 'pre' | 'post'
}

/** The innings is shortened. */
export interface CricketOversReduced extends EventOf<'overs_reduced'> {
  /** overs of an innings */
  oversLimit?: number
  /** balls of an innings, where the competition counts in balls */
  ballsLimit?: number
}

/** A target from outside, for the innings being played if it chases, else for the next. It is never worked out here. */
export interface CricketTargetRevised extends EventOf<'target_revised'> {
  /** that win */
  runs: number
  /** in which they are to be made */
  overs?: number
  /** the same in balls */
  balls?: number
  /** `DLS`, `VJD` */
  method?: string
}

/** The DLS par score of this moment, from outside. */
export interface CricketPar extends EventOf<'par'> {
  /** with which the batting side would be level if play ended now */
  runs: number
}

/** Announces, or moves, a powerplay of the innings. */
export interface CricketPowerplay extends EventOf<'powerplay'> {
  /** its number in the innings */
  n: number
  /** overs bowled when it begins */
  from: number
  /** overs bowled when it ends */
  to: number
  /** `batting`, `mandatory` */
  kind?: string
}

/** A super over follows. Its innings begin with `innings_start`. */
export interface CricketSuperOverStart extends EventOf<'super_over_start'> {
  /** which; left out, the next */
  n?: number
}

export type CricketEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | CricketScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | CricketReviewEnd
  | ResultSetEvent
  | NoteEvent
  | CricketToss
  | CricketLineup
  | CricketPlayerOfMatch
  | CricketInningsStart
  | CricketInningsEnd
  | CricketDeclaration
  | CricketFollowOn
  | CricketDelivery
  | CricketWicket
  | CricketOverEnd
  | CricketBowlerChange
  | CricketBatterIn
  | CricketPenaltyRuns
  | CricketOversReduced
  | CricketTargetRevised
  | CricketPar
  | CricketPowerplay
  | CricketSuperOverStart

// Darts

/** the rules of this match, complete */
export interface DartsFormat {
  /** what each side counts down from */
  startScore: number
  /** what begins a leg: any number, or a double (points before it are 0) */
  in: 'straight' | 'double'
  /** what ends a leg: a double, a double or a treble, or any number */
  out: 'double' | 'master' | 'straight'
  /** sets; 1 for a match of legs, whose score is legs */
  bestOf: number
  /** legs of a set; of the match, where there are no sets */
  bestOfLegs: number
  /** how many legs ahead the winner must be, in the deciding set or in a match of legs */
  winBy: 1 | 2
  /** this many legs win that set or match whatever the lead */
  cap?: number
}

/** what only this sport shows */
export interface DartsDetail {
  /** legs of each set that is over; empty in a match of legs */
  sets: {
    home: number
    away: number
  }[]
  /** of the set being played; of the match, where there are no sets */
  legs: {
    home: number
    away: number
  }
  /** what each side needs; absent once the match is over */
  remaining?: {
    home: number
    away: number
  }
  /** absent where nobody said it */
  server?: {
    /** the side that throws */
    side: 'home' | 'away'
  }
  /** the side that opened the leg */
  threwFirst?: 'home' | 'away'
  /** the last three darts that were thrown in this leg */
  lastVisit?: {
    team: 'home' | 'away'
    points: number
    bust?: true
  }
  /** points for three darts, to two decimals; absent before the first visit */
  averages?: {
    home: number
    away: number
  }
  /** scores of 180 */
  maximums?: {
    home: number
    away: number
  }
  /** the highest score that ended a leg */
  highestCheckout?: {
    home: number
    away: number
  }
}

export interface DartsState extends StateOf<'darts', DartsFormat, DartsDetail> {}

export type DartsMatchStart = BadmintonMatchStart

export type DartsBreakStart = BadmintonBreakStart

export type DartsBreakEnd = BadmintonBreakEnd

/** Sets where the match stands: a checkpoint, or the only event of a feed without visits. */
export interface DartsScoreSet extends EventOf<'score_set'> {
  /**
   * legs of each set that is over, in order
   *
   * @maxItems 99
   */
  sets?: {
    home: number
    away: number
  }[]
  /** of the set being played, or of the match */
  legs?: {
    home: number
    away: number
  }
  /** what each side needs in the leg being played */
  remaining?: {
    home: number
    away: number
  }
  /** sets won, or legs in a match of legs */
  score?: {
    home: number
    away: number
  }
  /** who throws */
  server?: 'home' | 'away'
  /** why, in words */
  reason?: string
}

export type DartsResultSet = BadmintonResultSet

/** Who serves from now on: a new order at the beginning of a set, or a correction. */
export interface DartsService extends EventOf<'service'> {
  /** the side that serves */
  server: 'home' | 'away'
  /** who of it serves */
  serverPlayer?: string
  /** id of the player in `serverPlayer`; the same as `{id, name}` */
  serverPlayerId?: string
  /** who of the other side receives */
  receiverPlayer?: string
  /** id of the player in `receiverPlayer`; the same as `{id, name}` */
  receiverPlayerId?: string
}

export type DartsWarmUp = BadmintonWarmUp

export type DartsRetired = BadmintonRetired

export type DartsWalkover = BadmintonWalkover

export type DartsDefault = BadmintonDefault

/** A side has thrown. What remains, legs, sets, the match and who throws next follow. */
export interface DartsVisit extends EventOf<'visit'> {
  /** the side that throws */
  team: 'home' | 'away'
  /** what the darts scored; what it takes to 0 ends the leg */
  points: number
  /** how many were thrown; 3 if left out */
  darts?: number
  /** the visit counts nothing; so does one that scores more than remains */
  bust?: boolean
}

/** A leg is won, in a feed without visits. Given by mistake, it is deleted. */
export interface DartsLegWon extends EventOf<'leg_won'> {
  /** who won it */
  team: 'home' | 'away'
}

export type DartsEvent =
  | DartsMatchStart
  | PeriodStartEvent
  | PeriodEndEvent
  | DartsBreakStart
  | DartsBreakEnd
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | DartsScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | DartsResultSet
  | NoteEvent
  | DartsService
  | DartsWarmUp
  | DartsRetired
  | DartsWalkover
  | DartsDefault
  | DartsVisit
  | DartsLegWon

// Esports

/** the rules of this match, complete */
export interface EsportsFormat {
  /** maps; the winner is the first to more than half of them. An even number may end level */
  bestOf: number
  /** what the score of a map counts: rounds, which win it; goals or points, and who leads when it ends wins it; or kills, which do not decide it */
  counts: 'rounds' | 'goals' | 'kills' | 'points'
  /** rounds that win a map; sides change after one less */
  roundsToWin: number
  /** rounds of an overtime, played where both are one round short of winning: more than half of them win the map, level means another overtime; 1 for a round that decides */
  overtimeRounds: number
}

/** what only this sport shows */
export interface EsportsDetail {
  /** score of each map that is over; 1–0 of one that is won without a score */
  sets: {
    home: number
    away: number
  }[]
  /** of the map being played, or in which the match ended: rounds, goals, points or kills */
  points?: {
    home: number
    away: number
  }
  /** rounds of the map being played by half, then by overtime */
  halves?: {
    home: number
    away: number
  }[]
  /** the overtime that is being played */
  overtime?: number
  /** what each side plays now, in the feed’s words */
  sides?: {
    home: string
    away: string
  }
  /** the sides change now */
  changeEnds?: true
  /** who would win the map with the next round or goal */
  setPoint?: 'home' | 'away' | 'both'
  /** who would win the match with it */
  matchPoint?: 'home' | 'away' | 'both'
  /** what is known of each map by its number, those to come included */
  maps?: {
    [k: string]: {
      name?: string
      pickedBy?: 'home' | 'away'
      /** rounds by half, then by overtime */
      halves?: {
        home: number
        away: number
      }[]
      kills?: {
        home: number
        away: number
      }
      forfeitedBy?: 'home' | 'away'
    }
  }
}

export interface EsportsState extends StateOf<'esports', EsportsFormat, EsportsDetail> {}

/** A map begins. So does the match, if nobody said so. */
export interface EsportsPeriodStart extends EventOf<'period_start'> {
  /** which: its number from 1 (overtimes count on), or the sport’s name for it */
  period: number | string
  /** its name: `Mirage` */
  map?: string
  /** the side that picked it */
  pickedBy?: 'home' | 'away'
  /** what each side plays, in the words of the game: `CT` and `T`, `Attack` and `Defense`, `Blue` and `Red` */
  sides?: {
    /** of `home` */
    home: string
    /** of `away` */
    away: string
  }
}

export type EsportsBreakStart = BadmintonBreakStart

export type EsportsBreakEnd = BadmintonBreakEnd

/** Sets where the match stands: a checkpoint, or the only event of a feed that knows no more. */
export interface EsportsScoreSet extends EventOf<'score_set'> {
  /**
   * score of each map that is over, in order
   *
   * @maxItems 99
   */
  sets?: {
    home: number
    away: number
  }[]
  /** of the map being played: rounds, goals, points or kills */
  points?: {
    home: number
    away: number
  }
  /** maps won, for feeds that know no more; also a map given in advance */
  score?: {
    home: number
    away: number
  }
  /** why, in words */
  reason?: string
}

export type EsportsResultSet = BadmintonResultSet

export type EsportsWarmUp = BadmintonWarmUp

export type EsportsRetired = BadmintonRetired

export type EsportsWalkover = BadmintonWalkover

export type EsportsDefault = BadmintonDefault

/** A map is banned or picked before the match. Maps are played in the order in which they were picked. */
export interface EsportsVeto extends EventOf<'veto'> {
  /** `decider`: the map that was left */
  action: 'ban' | 'pick' | 'decider'
  /** its name: `Mirage` */
  map: string
  /** whose ban or pick */
  team?: 'home' | 'away'
}

/** What each side plays from now on. At half-time of a map that counts rounds they change by themselves; in overtime only the feed knows. */
export interface EsportsSides extends EventOf<'sides'> {
  /** of `home` */
  home: string
  /** of `away` */
  away: string
}

/** A round is won. The map, and the match, follow from the rounds. */
export interface EsportsRound extends EventOf<'round'> {
  /** the side that wins it */
  team: 'home' | 'away'
  /** in the feed’s words: `elimination`, `bomb`, `defuse`, `time` */
  how?: string
}

/** A goal of a map that counts goals. In overtime it wins the map. */
export interface EsportsGoal extends EventOf<'goal'> {
  /** who scored */
  team: 'home' | 'away'
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** who made it */
  assist?: string
  /** id of the player in `assist`; the same as `{id, name}` */
  assistId?: string
}

/** A kill. Counted where the format counts kills, elsewhere a line of the story. */
export interface EsportsKill extends EventOf<'kill'> {
  /** the side that killed */
  team: 'home' | 'away'
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** who made it */
  assist?: string
  /** id of the player in `assist`; the same as `{id, name}` */
  assistId?: string
  /** with which weapon */
  how?: string
}

/** Something other than the map is taken. A line of the story; pages count them by kind. */
export interface EsportsObjective extends EventOf<'objective'> {
  /** the side that took it */
  team: 'home' | 'away'
  /** in the feed’s words: `dragon`, `baron`, `tower`, `roshan`, `bomb_planted` */
  kind: string
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** Overtime of a map that counts goals: the next goal wins it. */
export interface EsportsOvertimeStart extends EventOf<'overtime_start'> {}

/** A map is won, in a game or a feed without rounds. Given by mistake, it is deleted. */
export interface EsportsMapWon extends EventOf<'map_won'> {
  /** who won it */
  team: 'home' | 'away'
  /** of the map; as it stands if left out */
  score?: {
    home: number
    away: number
  }
}

/** A map ends level, where the game or the league allows it: nobody has won it. */
export interface EsportsMapDrawn extends EventOf<'map_drawn'> {
  /** of the map; as it stands if left out */
  score?: {
    home: number
    away: number
  }
}

/** `team` forfeits the map: the other side wins it, whatever was played. */
export interface EsportsMapForfeit extends EventOf<'map_forfeit'> {
  /** the side that gives it up */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

export type EsportsEvent =
  | MatchStartEvent
  | EsportsPeriodStart
  | PeriodEndEvent
  | EsportsBreakStart
  | EsportsBreakEnd
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | EsportsScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | EsportsResultSet
  | NoteEvent
  | EsportsWarmUp
  | EsportsRetired
  | EsportsWalkover
  | EsportsDefault
  | EsportsVeto
  | EsportsSides
  | EsportsRound
  | EsportsGoal
  | EsportsKill
  | EsportsObjective
  | EsportsOvertimeStart
  | EsportsMapWon
  | EsportsMapDrawn
  | EsportsMapForfeit

// Football

/** the rules of this match, complete */
export interface FootballFormat {
  /** periods of regulation */
  periods: number
  /** length of each in minutes */
  periodMin: number
  /** two more halves if it is level: played out, ended by the first goal, or by a lead at half-time */
  extraTime: 'none' | '2x15' | 'golden' | 'silver'
  /** length of each half of extra time in minutes */
  extraTimeMin: number
  /** kicks from the penalty mark if it is still level; without extra time straight after full time */
  shootout: boolean
  /** kicks of each side before sudden death */
  shootoutKicks: number
  /** makes this the second leg: the result is then the tie’s */
  legs?: {
    /** what each of this match’s sides scored in the first leg */
    first: {
      home: number
      away: number
    }
    /** goals scored away decide if the aggregate is level */
    awayGoals: boolean
  }
  /** substitutions a side may make; one more in extra time */
  maxSubs: number
  /** players on the pitch at the beginning */
  playersPerSide: number
  /** minutes of a time penalty (IFAB, temporary dismissals: a tenth to a seventh of the match) */
  sinBinMin: number
  /** with fewer a side cannot go on and the match is abandoned */
  minPlayers: number
}

/** what only this sport shows */
export interface FootballDetail {
  /** the score when the first half had ended */
  halfTime?: {
    home: number
    away: number
  }
  /** the score when regulation had ended */
  fullTime?: {
    home: number
    away: number
  }
  /** the score when extra time had ended */
  extraTime?: {
    home: number
    away: number
  }
  /** goals over both legs */
  aggregate?: {
    home: number
    away: number
  }
  /** stoppage time as announced for the period being played, in minutes */
  stoppage?: number
  /** goals, in the order of play */
  scorers: {
    /** the goal’s event id */
    id: string
    /** the side that got the goal */
    team: 'home' | 'away'
    player?: string
    assist?: string
    /** as boards write it: `23'`, `45+2'` */
    minute?: string
    /** absent for any other goal */
    kind?: 'penalty' | 'own_goal' | 'free_kick' | 'header'
  }[]
  /** cards, in the order of play: the newest, up to 8 */
  bookings: {
    /** the card’s event id */
    id: string
    team: 'home' | 'away'
    player?: string
    /** as boards write it: `23'`, `45+2'` */
    minute?: string
    /** absent for a plain yellow one */
    card?: 'second_yellow' | 'red'
    /** staff or bench: the side stays complete */
    offPitch?: true
  }[]
  /** the cards before those in `bookings`, once there are more */
  earlierBookings?: {
    /** the card’s event id */
    id: string
    team: 'home' | 'away'
    player?: string
    /** as boards write it: `23'`, `45+2'` */
    minute?: string
    /** absent for a plain yellow one */
    card?: 'second_yellow' | 'red'
    /** staff or bench: the side stays complete */
    offPitch?: true
  }[]
  /** a second yellow counts as one */
  yellowCards: {
    home: number
    away: number
  }
  /** a second yellow counts as one, too */
  redCards: {
    home: number
    away: number
  }
  /** on the pitch */
  players: {
    home: number
    away: number
  }
  /** who is off for some minutes */
  sinBin?: {
    /** the event id of the time penalty */
    id: string
    team: 'home' | 'away'
    player?: string
    /** what the match clock shows when the player may return */
    until: string
  }[]
  /** made, those for concussion not counted */
  substitutions: {
    home: number
    away: number
  }
  /** once there is one; not those of a shoot-out */
  missedPenalties?: {
    /** its event id */
    id: string
    team: 'home' | 'away'
    player?: string
    minute?: string
    outcome?: 'saved' | 'post' | 'off'
  }[]
  /** who plays, as far as the feed has said it */
  lineups?: {
    home?: {
      /** `4-3-3` */
      formation?: string
      captain?: string
      starting: {
        name: string
        /** on the shirt */
        number?: number
        /** as the feed calls it */
        position?: string
      }[]
      bench: {
        name: string
        /** on the shirt */
        number?: number
        /** as the feed calls it */
        position?: string
      }[]
    }
    away?: {
      /** `4-3-3` */
      formation?: string
      captain?: string
      starting: {
        name: string
        /** on the shirt */
        number?: number
        /** as the feed calls it */
        position?: string
      }[]
      bench: {
        name: string
        /** on the shirt */
        number?: number
        /** as the feed calls it */
        position?: string
      }[]
    }
  }
  /** counted from the events, each from its first one on; or as the feed says */
  statistics?: {
    /** goals included, own goals not */
    shots?: {
      home: number
      away: number
    }
    shotsOnTarget?: {
      home: number
      away: number
    }
    corners?: {
      home: number
      away: number
    }
    fouls?: {
      home: number
      away: number
    }
    offsides?: {
      home: number
      away: number
    }
    /** in percent */
    possession?: {
      home: number
      away: number
    }
  }
  /** kicks from the penalty mark */
  shootout?: {
    /** who kicks first */
    first?: 'home' | 'away'
    /** in the order of play */
    kicks: {
      /** the kick’s event id */
      id: string
      /** who kicked */
      team: 'home' | 'away'
      player?: string
      /** absent for one that was scored */
      missed?: true
    }[]
    /** kicks scored */
    home: number
    away: number
    /** that the last kick belongs to; absent before the first */
    round?: number
    /** each pair of kicks may decide it now */
    suddenDeath?: true
    /** who has won it */
    decided?: 'home' | 'away'
  }
  /** as it was played, where another score was awarded */
  playedScore?: {
    home: number
    away: number
  }
  /** as it was awarded */
  awardedScore?: {
    home: number
    away: number
  }
}

export interface FootballState extends StateOf<'football', FootballFormat, FootballDetail> {}

/** Sets the score: a checkpoint, or the only event of a feed that knows no more. */
export interface FootballScoreSet extends EventOf<'score_set'> {
  /** from now on */
  score: {
    home: number
    away: number
  }
  /** why, in words */
  reason?: string
  /**
   * what each period had, from the first; what the score has beyond them is of the one after
   *
   * @minItems 1
   * @maxItems 30
   */
  periods?: {
    home: number
    away: number
  }[]
  /** kicks scored, for feeds without kicks; those that come are counted by themselves */
  shootout?: {
    home: number
    away: number
  }
  /** the same, for feeds that put it there */
  detail?: {
    /** kicks scored, for feeds without kicks; those that come are counted by themselves */
    shootout?: {
      home: number
      away: number
    }
  }
}

/** One player for another, or one half of it for feeds that send the two apart. */
export interface FootballSubstitution extends EventOf<'substitution'> {
  /** the side that does it, or gets it */
  team: 'home' | 'away'
  /** who leaves */
  off?: string
  /** id of the player in `off`; the same as `{id, name}` */
  offId?: string
  /** who comes on; left out with `off` given, the other half of the pair says it */
  on?: string
  /** id of the player in `on`; the same as `{id, name}` */
  onId?: string
  /** one that does not count against `maxSubs` */
  concussion?: boolean
}

/** Gives the result, and the score if it was awarded. It always wins over the one that would follow, and ends the match. */
export interface FootballResultSet extends EventOf<'result_set'> {
  /** as it is from now on */
  result: {
    /** `draw`: level; `none`: no result */
    winner: 'home' | 'away' | 'draw' | 'none'
    /** how it was decided */
    method:
      | 'regulation'
      | 'extra_time'
      | 'golden_goal'
      | 'silver_goal'
      | 'overtime'
      | 'shootout'
      | 'super_over'
      | 'boundary_count'
      | 'dls'
      | 'retired'
      | 'walkover'
      | 'default'
      | 'disqualified'
      | 'awarded'
      | 'forfeit'
      | 'no_result'
    /** `5 wickets` */
    margin?: string
    /** the result in words: `Rovers won on penalties, 3–3 (4–2 pens)` */
    text?: string
  }
  /** the score that counts, where it is not the one that was played */
  awardedScore?: {
    home: number
    away: number
  }
  /** kicks scored, for feeds without kicks; those that come are counted by themselves */
  shootout?: {
    home: number
    away: number
  }
}

/** One more for `team`. Disallowed: delete the event. Under review: send it with that `status`. */
export interface FootballGoal extends EventOf<'goal'> {
  /** the side that gets the goal; of an own goal too */
  team: 'home' | 'away'
  /** who scored; of an own goal, who put it into his own net */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** left out: `regular` */
  kind?: 'regular' | 'penalty' | 'own_goal' | 'free_kick' | 'header'
  /** the same as `kind: own_goal`, for feeds that keep them apart */
  ownGoal?: boolean
  /** who made it */
  assist?: string
  /** id of the player in `assist`; the same as `{id, name}` */
  assistId?: string
}

/** The referee points to the spot. Moves nothing. */
export interface FootballPenaltyAwarded extends EventOf<'penalty_awarded'> {
  /** the side that does it, or gets it */
  team: 'home' | 'away'
}

/** A penalty that was no goal. Moves nothing. */
export interface FootballPenaltyMissed extends EventOf<'penalty_missed'> {
  /** the side that does it, or gets it */
  team: 'home' | 'away'
  /** how */
  outcome?: 'saved' | 'post' | 'off'
}

/** A booking. A red or second yellow takes a player off; with too few left (`minPlayers`) the match is abandoned. */
export interface FootballCard extends EventOf<'card'> {
  /** the side that does it, or gets it */
  team: 'home' | 'away'
  /** a second yellow is sent as such, never as a red */
  card: 'yellow' | 'second_yellow' | 'red'
  /** to a coach or other staff: the side stays complete */
  toStaff?: boolean
  /** to a player who is not on the pitch: the side stays complete */
  onBench?: boolean
}

/** A time penalty, as in youth and amateur football: the side is one fewer until its minutes are over. */
export interface FootballSinBin extends EventOf<'sin_bin'> {
  /** the side that does it, or gets it */
  team: 'home' | 'away'
  /** left out: `sinBinMin` of the format */
  minutes?: number
}

/** A player is back from a time penalty, if the clock has not said so before. */
export interface FootballSinBinEnd extends EventOf<'sin_bin_end'> {
  /** the side that does it, or gets it */
  team: 'home' | 'away'
}

/** Stoppage time as announced, for the current period. */
export interface FootballInjuryTime extends EventOf<'injury_time'> {
  /** as shown on the board */
  minutes: number
}

/** A video review begins: announced in `pending` until `var_end`. It moves nothing. */
export interface FootballVarStart extends EventOf<'var_start'> {
  /** what is looked at */
  subject: 'goal' | 'penalty' | 'red_card' | 'mistaken_identity' | 'corner'
  /** whose goal, penalty, card */
  team?: 'home' | 'away'
}

/** The review is over. What was decided is an edit or a delete of the event in question. */
export interface FootballVarEnd extends EventOf<'var_end'> {
  /** `goal`, `no_goal`, `penalty`, `no_penalty`, `red_card`, … */
  decision: string
  /** id of the `var_start` it decides; left out, all that are open */
  review?: string
}

/** Kicks from the penalty mark begin. They never move the score of the match. */
export interface FootballShootoutStart extends EventOf<'shootout_start'> {
  /** who kicks first */
  first?: 'home' | 'away'
}

/** One kick of the shoot-out, which it decides when the other side cannot catch up any more. */
export interface FootballShootoutKick extends EventOf<'shootout_kick'> {
  /** who kicks; any order of the sides is taken */
  team: 'home' | 'away'
  /** false: saved, or wide */
  scored: boolean
  /** number in the shoot-out from 1, for feeds that may send them late */
  kick?: number
  /** id of the kick that this one replaces; delete that one */
  retakeOf?: string
}

/** The line-up of a side. A later one replaces it. */
export interface FootballLineup extends EventOf<'lineup'> {
  /** the side that does it, or gets it */
  team: 'home' | 'away'
  /**
   * who begins: names, or objects with `name`, `id`, `number`, `position`
   *
   * @minItems 1
   * @maxItems 30
   */
  starting: (
    | {
        name: string
        /** id of the player in `name`; the same as `{id, name}` */
        id?: string
        /** on the shirt */
        number?: number
        /** in the feed’s words */
        position?: string
      }
    | string
  )[]
  /**
   * who may come on
   *
   * @maxItems 30
   */
  bench?: (
    | {
        name: string
        /** id of the player in `name`; the same as `{id, name}` */
        id?: string
        /** on the shirt */
        number?: number
        /** in the feed’s words */
        position?: string
      }
    | string
  )[]
  /** `4-3-3` */
  formation?: string
  /** who wears the armband */
  captain?: string
  /** id of the player in `captain`; the same as `{id, name}` */
  captainId?: string
}

/** Totals as the feed has counted them; events that follow count on top. */
export interface FootballStatistics extends EventOf<'statistics'> {
  /** of the ball, in percent */
  possession?: {
    home: number
    away: number
  }
  /** goals included */
  shots?: {
    home: number
    away: number
  }
  /** goals included */
  shotsOnTarget?: {
    home: number
    away: number
  }
  /** corner kicks */
  corners?: {
    home: number
    away: number
  }
  /** committed */
  fouls?: {
    home: number
    away: number
  }
  /** called */
  offsides?: {
    home: number
    away: number
  }
}

/** A corner kick. Counted in `statistics`. */
export interface FootballCorner extends EventOf<'corner'> {
  /** the side that does it */
  team?: 'home' | 'away'
}

/** Offside. Counted in `statistics`. */
export interface FootballOffside extends EventOf<'offside'> {
  /** the side that does it */
  team?: 'home' | 'away'
}

/** A shot that was no goal. Counted in `statistics`, on target if `saved`. */
export interface FootballShot extends EventOf<'shot'> {
  /** the side that does it */
  team?: 'home' | 'away'
  /** `saved`, `post`, `off`, `blocked` */
  outcome?: string
}

/** A foul. Counted in `statistics`. */
export interface FootballFoul extends EventOf<'foul'> {
  /** the side that does it */
  team?: 'home' | 'away'
}

/** A free kick. Shown, and no more. */
export interface FootballFreeKick extends EventOf<'free_kick'> {
  /** the side that does it */
  team?: 'home' | 'away'
}

/** A goal kick. Shown, and no more. */
export interface FootballGoalKick extends EventOf<'goal_kick'> {
  /** the side that does it */
  team?: 'home' | 'away'
}

/** A throw-in. Shown, and no more. */
export interface FootballThrowIn extends EventOf<'throw_in'> {
  /** the side that does it */
  team?: 'home' | 'away'
}

/** A save. Shown, and no more. */
export interface FootballSave extends EventOf<'save'> {
  /** the side that does it */
  team?: 'home' | 'away'
}

/** A player is hurt. Shown, and no more. */
export interface FootballInjury extends EventOf<'injury'> {
  /** the side that does it */
  team?: 'home' | 'away'
}

/** A drinks break begins. Shown, and no more. */
export interface FootballWaterBreakStart extends EventOf<'water_break_start'> {}

/** The drinks break is over. Shown, and no more. */
export interface FootballWaterBreakEnd extends EventOf<'water_break_end'> {}

export type FootballEvent =
  | MatchStartEvent
  | PeriodStartEvent
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | FootballScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | FootballSubstitution
  | ReviewStartEvent
  | ReviewEndEvent
  | FootballResultSet
  | NoteEvent
  | FootballGoal
  | FootballPenaltyAwarded
  | FootballPenaltyMissed
  | FootballCard
  | FootballSinBin
  | FootballSinBinEnd
  | FootballInjuryTime
  | FootballVarStart
  | FootballVarEnd
  | FootballShootoutStart
  | FootballShootoutKick
  | FootballLineup
  | FootballStatistics
  | FootballCorner
  | FootballOffside
  | FootballShot
  | FootballFoul
  | FootballFreeKick
  | FootballGoalKick
  | FootballThrowIn
  | FootballSave
  | FootballInjury
  | FootballWaterBreakStart
  | FootballWaterBreakEnd

// Padel

/** the rules of this match, complete */
export interface PadelFormat {
  /** sets; the winner is the first to more than half of them. An even number may end level */
  bestOf: 1 | 2 | 3 | 4 | 5
  /** games that win a set */
  gamesPerSet: number
  /** how many games ahead the winner of a set must be */
  winBy: number
  /** the tie-break is played at this many games each; `gamesPerSet` if left out, `never` for advantage sets */
  tiebreakAt?: number | 'never'
  /** points that win a tie-break */
  tiebreakPoints: number
  /** how many points ahead its winner must be; 1 for a short-set tie-break with a deciding point at 4-4 */
  tiebreakWinBy: number
  /** the deciding set: `same` as the others, `advantage`, `tb7@12` (tie-break to 7 at 12-12), `matchtb10` (a tie-break to 10 in its place); any numbers in their places */
  finalSet: string
  /** two players a side */
  doubles: boolean
  /** what decides a game at deuce: two points ahead (`advantage`), or one point at the first deuce (`golden`), the second (`silver`), the third (`star`) */
  deuceRule: 'advantage' | 'golden' | 'silver' | 'star'
}

/** what only this sport shows */
export interface PadelDetail {
  /** games of the sets that are over; a match tie-break counts 1-0 */
  sets: {
    home: number
    away: number
    /** points of the tie-break that decided it */
    tiebreak?: {
      home: number
      away: number
    }
  }[]
  /** of the set being played; absent once the match is won, or ended before a point of it */
  games?: {
    home: number
    away: number
  }
  /** as the umpire calls them, `0 15 30 40 AD`; numbers in a tie-break */
  points?: {
    home: ('0' | '15' | '30' | '40' | 'AD') | number
    away: ('0' | '15' | '30' | '40' | 'AD') | number
  }
  /** a tie-break is being played: of a set, or in place of the deciding set */
  tiebreak?: 'set' | 'match'
  /** who serves; absent where nobody said it */
  server?: {
    side: 'home' | 'away'
    /** who of it, if the feed said so */
    player?: string
  }
  /** who receives */
  receiver?: {
    side: 'home' | 'away'
    /** who of it, if the feed said so */
    player?: string
  }
  /** the next point wins the game, whoever wins it: what the format calls it */
  decidingPoint?: 'deciding' | 'golden' | 'silver' | 'star'
  /** who would win the game against the serve with the next point */
  breakPoint?: 'home' | 'away'
  /** who would win the set with the next point */
  setPoint?: 'home' | 'away' | 'both'
  /** who would win the match with the next point */
  matchPoint?: 'home' | 'away' | 'both'
  /** the players change ends now */
  changeEnds?: true
}

export interface PadelState extends StateOf<'padel', PadelFormat, PadelDetail> {}

export type PadelMatchStart = BadmintonMatchStart

export type PadelBreakStart = BadmintonBreakStart

export type PadelBreakEnd = BadmintonBreakEnd

/** Sets where the match stands: a checkpoint, or the only event of a feed without points. What is left out is 0, or as it was if it is bigger than all that is given. */
export interface PadelScoreSet extends EventOf<'score_set'> {
  /**
   * those that are over, in order
   *
   * @maxItems 99
   */
  sets?: {
    home: number
    away: number
    /** points of the tie-break that decided it */
    tiebreak?: {
      home: number
      away: number
    }
  }[]
  /** of the set being played */
  games?: {
    home: number
    away: number
  }
  /** of the game being played, as the umpire calls them */
  points?: {
    home: ('0' | '15' | '30' | '40' | 'AD') | string | number
    away: ('0' | '15' | '30' | '40' | 'AD') | string | number
  }
  /** sets won, for feeds that know no more */
  score?: {
    home: number
    away: number
  }
  /** the side that serves */
  server?: 'home' | 'away'
  /** who of it serves */
  serverPlayer?: string
  /** id of the player in `serverPlayer`; the same as `{id, name}` */
  serverPlayerId?: string
  /** who of the other side receives */
  receiverPlayer?: string
  /** id of the player in `receiverPlayer`; the same as `{id, name}` */
  receiverPlayerId?: string
  /** why, in words */
  reason?: string
}

export type PadelResultSet = BadmintonResultSet

export type PadelService = DartsService

export type PadelWarmUp = BadmintonWarmUp

export type PadelRetired = BadmintonRetired

export type PadelWalkover = BadmintonWalkover

export type PadelDefault = BadmintonDefault

/** A point is won. Games, sets, the match and who serves follow from the points. */
export interface PadelPoint extends EventOf<'point'> {
  /** the side that wins the point */
  team: 'home' | 'away'
  /** how it was won; errors and faults are the other side’s */
  kind?: 'ace' | 'double_fault' | 'winner' | 'forced_error' | 'unforced_error' | 'penalty'
  /** the serve with which it was played */
  serveNumber?: 1 | 2
  /** who served it, if the feed knows; believed */
  server?: 'home' | 'away'
  /** who of it serves */
  serverPlayer?: string
  /** id of the player in `serverPlayer`; the same as `{id, name}` */
  serverPlayerId?: string
  /** who of the other side receives */
  receiverPlayer?: string
  /** id of the player in `receiverPlayer`; the same as `{id, name}` */
  receiverPlayerId?: string
  /** of the serve */
  speedKmh?: number
}

/** `team` is awarded the point. */
export interface PadelPointPenalty extends EventOf<'point_penalty'> {
  /** the side that was not penalised */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

/** `team` is awarded the game. */
export interface PadelGamePenalty extends EventOf<'game_penalty'> {
  /** the side that was not penalised */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

/** A first serve was out. Shown, and no more. */
export interface PadelFault extends EventOf<'fault'> {
  /** whose */
  team?: 'home' | 'away'
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** in the feed’s words */
  kind?: string
}

/** The serve, or the point, is played again. Shown, and no more. */
export interface PadelLet extends EventOf<'let'> {
  /** whose */
  team?: 'home' | 'away'
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** in the feed’s words */
  kind?: string
}

/** A player challenges a call. What comes of it is an edit or a delete of the point. Shown, and no more. */
export interface PadelChallenge extends EventOf<'challenge'> {
  /** whose */
  team?: 'home' | 'away'
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** in the feed’s words */
  kind?: string
}

/** A code violation. What it costs is a penalty event of its own. Shown, and no more. */
export interface PadelCodeViolation extends EventOf<'code_violation'> {
  /** whose */
  team?: 'home' | 'away'
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** in the feed’s words */
  kind?: string
}

/** A time violation. What it costs is an event of its own. Shown, and no more. */
export interface PadelTimeViolation extends EventOf<'time_violation'> {
  /** whose */
  team?: 'home' | 'away'
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** in the feed’s words */
  kind?: string
}

/** A player is treated. Shown, and no more. */
export interface PadelMedicalTimeout extends EventOf<'medical_timeout'> {
  /** whose */
  team?: 'home' | 'away'
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** in the feed’s words */
  kind?: string
}

/** A player leaves the court. Shown, and no more. */
export interface PadelToiletBreak extends EventOf<'toilet_break'> {
  /** whose */
  team?: 'home' | 'away'
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
  /** in the feed’s words */
  kind?: string
}

/** The point is played again: the feed deletes the event of the point, this only says so. */
export interface PadelReplayPoint extends EventOf<'replay_point'> {
  /** id of the point that does not count */
  point?: string
}

export type PadelEvent =
  | PadelMatchStart
  | PeriodStartEvent
  | PeriodEndEvent
  | PadelBreakStart
  | PadelBreakEnd
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | PadelScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | PadelResultSet
  | NoteEvent
  | PadelService
  | PadelWarmUp
  | PadelRetired
  | PadelWalkover
  | PadelDefault
  | PadelPoint
  | PadelPointPenalty
  | PadelGamePenalty
  | PadelFault
  | PadelLet
  | PadelChallenge
  | PadelCodeViolation
  | PadelTimeViolation
  | PadelMedicalTimeout
  | PadelToiletBreak
  | PadelReplayPoint

// Pickleball

/** the rules of this match, complete */
export interface PickleballFormat {
  /** sets; the winner is the first to more than half of them. An even number may end level */
  bestOf: 1 | 2 | 3 | 4 | 5 | 6 | 7
  /** points that win a set */
  pointsToWin: number
  /** points that win the deciding set; `pointsToWin` if left out */
  lastSet?: number
  /** how many points ahead the winner of a set must be */
  winBy: number
  /** this many points win whatever the lead; `none` for no such end */
  cap: number | 'none'
  /** timeouts of a side */
  timeouts: number
  /** `side-out`: only the side that serves scores, the other wins the serve; `rally`: every rally is a point */
  scoring: 'side-out' | 'rally'
  /** how many of a side serve before the serve passes to the other; of the side that opens a game, one */
  servers: 1 | 2
  /** the point that wins a game is won by the side that serves, or not at all */
  winOnServe: boolean
}

export type PickleballDetail = BadmintonDetail

export interface PickleballState extends StateOf<'pickleball', PickleballFormat, PickleballDetail> {}

export type PickleballMatchStart = BadmintonMatchStart

export type PickleballBreakStart = BadmintonBreakStart

export type PickleballBreakEnd = BadmintonBreakEnd

export type PickleballScoreSet = BadmintonScoreSet

export type PickleballResultSet = BadmintonResultSet

export type PickleballService = BadmintonService

export type PickleballWarmUp = BadmintonWarmUp

export type PickleballRetired = BadmintonRetired

export type PickleballWalkover = BadmintonWalkover

export type PickleballDefault = BadmintonDefault

export type PickleballPoint = BadmintonPoint

export type PickleballPointPenalty = BadmintonPointPenalty

export type PickleballCard = BadmintonCard

export type PickleballGoldenSet = BadmintonGoldenSet

export type PickleballChallenge = BadmintonChallenge

export type PickleballRotationFault = BadmintonRotationFault

export type PickleballTechnicalTimeout = BadmintonTechnicalTimeout

export type PickleballEvent =
  | PickleballMatchStart
  | PeriodStartEvent
  | PeriodEndEvent
  | PickleballBreakStart
  | PickleballBreakEnd
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | PickleballScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | PickleballResultSet
  | NoteEvent
  | PickleballService
  | PickleballWarmUp
  | PickleballRetired
  | PickleballWalkover
  | PickleballDefault
  | PickleballPoint
  | PickleballPointPenalty
  | PickleballCard
  | PickleballGoldenSet
  | PickleballChallenge
  | PickleballRotationFault
  | PickleballTechnicalTimeout

// Snooker

/** the rules of this match, complete */
export interface SnookerFormat {
  /** frames; the winner is the first to more than half of them */
  bestOf: number
  /** reds on the table when a frame begins */
  reds: 6 | 10 | 15
}

/** what only this sport shows */
export interface SnookerDetail {
  /** points of each frame that is over; `periods` has them too in a match of eleven frames at most */
  sets: {
    home: number
    away: number
  }[]
  /** of the frame being played, or the one in which the match ended; absent where nothing of it was played */
  points?: {
    home: number
    away: number
  }
  /** absent where nobody said it */
  server?: {
    /** the side at the table */
    side: 'home' | 'away'
  }
  /** the break being made; absent until a ball is potted in it */
  break?: {
    team: 'home' | 'away'
    points: number
  }
  /** left on the table */
  reds?: number
  /** that can still be scored on the table, fouls apart */
  pointsLeft?: number
  /** the side that is further behind than the points on the table, and the fouls of four it needs to draw level */
  snookersNeeded?: {
    team: 'home' | 'away'
    n: number
  }
  /** the frame is level: the black alone decides it */
  respotted?: true
  /** of each side in the match */
  highestBreaks?: {
    home: number
    away: number
  }
  /** breaks of 100 and more */
  centuries?: {
    home: number
    away: number
  }
}

export interface SnookerState extends StateOf<'snooker', SnookerFormat, SnookerDetail> {}

export type SnookerMatchStart = BadmintonMatchStart

export type SnookerBreakStart = BadmintonBreakStart

export type SnookerBreakEnd = BadmintonBreakEnd

/** Sets where the match stands: a checkpoint, or the only event of a feed without pots. */
export interface SnookerScoreSet extends EventOf<'score_set'> {
  /**
   * points of each frame that is over, in order
   *
   * @maxItems 99
   */
  sets?: {
    home: number
    away: number
  }[]
  /** of the frame being played */
  points?: {
    home: number
    away: number
  }
  /** left on the table */
  reds?: number
  /** frames won, for feeds that know no more */
  score?: {
    home: number
    away: number
  }
  /** who is at the table */
  server?: 'home' | 'away'
  /** why, in words */
  reason?: string
}

export type SnookerResultSet = BadmintonResultSet

export type SnookerService = DartsService

export type SnookerWarmUp = BadmintonWarmUp

export type SnookerRetired = BadmintonRetired

export type SnookerWalkover = BadmintonWalkover

export type SnookerDefault = BadmintonDefault

/** A ball is potted. Points, the break, what is left, the end of the frame and the match follow. */
export interface SnookerPot extends EventOf<'pot'> {
  /** who potted it */
  team: 'home' | 'away'
  /** which */
  ball: 'red' | 'yellow' | 'green' | 'brown' | 'blue' | 'pink' | 'black'
  /** how many reds went down in the stroke; 1 if left out */
  reds?: number
  /** it was a free ball: it counts as the ball on, and comes back */
  freeBall?: boolean
}

/** A foul stroke. It ends the break. */
export interface SnookerFoul extends EventOf<'foul'> {
  /** who played it; the points go to the other side */
  team: 'home' | 'away'
  /** 4 to 7; 4 if left out */
  points?: number
  /** reds that went down in it, and stay down */
  reds?: number
  /** why, in words */
  reason?: string
}

/** A player missed or played safe: the other side comes to the table. */
export interface SnookerVisitEnd extends EventOf<'visit_end'> {
  /** who leaves the table */
  team: 'home' | 'away'
}

/** A frame is conceded, at the points shown. */
export interface SnookerFrameConceded extends EventOf<'frame_conceded'> {
  /** who gives it up */
  team: 'home' | 'away'
}

/** A frame is won, in a feed without pots, or as the referee decides. Where the points do not say so, the winner has one more. */
export interface SnookerFrameWon extends EventOf<'frame_won'> {
  /** who won it */
  team: 'home' | 'away'
}

export type SnookerEvent =
  | SnookerMatchStart
  | PeriodStartEvent
  | PeriodEndEvent
  | SnookerBreakStart
  | SnookerBreakEnd
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | SnookerScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | SnookerResultSet
  | NoteEvent
  | SnookerService
  | SnookerWarmUp
  | SnookerRetired
  | SnookerWalkover
  | SnookerDefault
  | SnookerPot
  | SnookerFoul
  | SnookerVisitEnd
  | SnookerFrameConceded
  | SnookerFrameWon

// Squash

/** the rules of this match, complete */
export interface SquashFormat {
  /** sets; the winner is the first to more than half of them. An even number may end level */
  bestOf: 1 | 2 | 3 | 4 | 5 | 6 | 7
  /** points that win a set */
  pointsToWin: number
  /** how many points ahead the winner of a set must be */
  winBy: number
  /** this many points win whatever the lead; `none` for no such end */
  cap: number | 'none'
}

export type SquashDetail = BadmintonDetail

export interface SquashState extends StateOf<'squash', SquashFormat, SquashDetail> {}

export type SquashMatchStart = BadmintonMatchStart

export type SquashBreakStart = BadmintonBreakStart

export type SquashBreakEnd = BadmintonBreakEnd

export type SquashScoreSet = BadmintonScoreSet

export type SquashResultSet = BadmintonResultSet

export type SquashService = BadmintonService

export type SquashWarmUp = BadmintonWarmUp

export type SquashRetired = BadmintonRetired

export type SquashWalkover = BadmintonWalkover

export type SquashDefault = BadmintonDefault

export type SquashPoint = BadmintonPoint

export type SquashPointPenalty = BadmintonPointPenalty

export type SquashCard = BadmintonCard

export type SquashGoldenSet = BadmintonGoldenSet

export type SquashChallenge = BadmintonChallenge

export type SquashRotationFault = BadmintonRotationFault

export type SquashTechnicalTimeout = BadmintonTechnicalTimeout

/** The rally is played again: no point, the same server. */
export interface SquashLet extends EventOf<'let'> {
  /** who asked for it */
  team?: 'home' | 'away'
  /** who */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** `team` is awarded a stroke: it wins the rally. */
export interface SquashStroke extends EventOf<'stroke'> {
  /** the side to which it is awarded */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

/** A conduct warning. It costs nothing. */
export interface SquashConductWarning extends EventOf<'conduct_warning'> {
  /** to whom it is given */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

/** `team` is awarded a stroke for the conduct of the other side. */
export interface SquashConductStroke extends EventOf<'conduct_stroke'> {
  /** the side to which it is awarded */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

/** `team` is awarded the game for the conduct of the other side, which keeps the points that it has. */
export interface SquashConductGame extends EventOf<'conduct_game'> {
  /** the side to which it is awarded */
  team: 'home' | 'away'
  /** why, in words */
  reason?: string
}

export type SquashEvent =
  | SquashMatchStart
  | PeriodStartEvent
  | PeriodEndEvent
  | SquashBreakStart
  | SquashBreakEnd
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | SquashScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | SquashResultSet
  | NoteEvent
  | SquashService
  | SquashWarmUp
  | SquashRetired
  | SquashWalkover
  | SquashDefault
  | SquashPoint
  | SquashPointPenalty
  | SquashCard
  | SquashGoldenSet
  | SquashChallenge
  | SquashRotationFault
  | SquashTechnicalTimeout
  | SquashLet
  | SquashStroke
  | SquashConductWarning
  | SquashConductStroke
  | SquashConductGame

// Table tennis

export type TableTennisFormat = BadmintonFormat

export type TableTennisDetail = BadmintonDetail

export interface TableTennisState extends StateOf<'table-tennis', TableTennisFormat, TableTennisDetail> {}

export type TableTennisMatchStart = BadmintonMatchStart

export type TableTennisBreakStart = BadmintonBreakStart

export type TableTennisBreakEnd = BadmintonBreakEnd

export type TableTennisScoreSet = BadmintonScoreSet

export type TableTennisResultSet = BadmintonResultSet

export type TableTennisService = BadmintonService

export type TableTennisWarmUp = BadmintonWarmUp

export type TableTennisRetired = BadmintonRetired

export type TableTennisWalkover = BadmintonWalkover

export type TableTennisDefault = BadmintonDefault

export type TableTennisPoint = BadmintonPoint

export type TableTennisPointPenalty = BadmintonPointPenalty

export type TableTennisCard = BadmintonCard

export type TableTennisGoldenSet = BadmintonGoldenSet

export type TableTennisChallenge = BadmintonChallenge

export type TableTennisRotationFault = BadmintonRotationFault

export type TableTennisTechnicalTimeout = BadmintonTechnicalTimeout

/** The expedite system begins: from now to the end of the match each side serves once in turn. */
export interface TableTennisExpedite extends EventOf<'expedite'> {
  /** who serves next; whoever was to serve if left out */
  server?: 'home' | 'away'
}

export type TableTennisEvent =
  | TableTennisMatchStart
  | PeriodStartEvent
  | PeriodEndEvent
  | TableTennisBreakStart
  | TableTennisBreakEnd
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | TableTennisScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | TableTennisResultSet
  | NoteEvent
  | TableTennisService
  | TableTennisWarmUp
  | TableTennisRetired
  | TableTennisWalkover
  | TableTennisDefault
  | TableTennisPoint
  | TableTennisPointPenalty
  | TableTennisCard
  | TableTennisGoldenSet
  | TableTennisChallenge
  | TableTennisRotationFault
  | TableTennisTechnicalTimeout
  | TableTennisExpedite

// Tennis

/** the rules of this match, complete */
export interface TennisFormat {
  /** sets; the winner is the first to more than half of them. An even number may end level */
  bestOf: 1 | 2 | 3 | 4 | 5
  /** games that win a set */
  gamesPerSet: number
  /** how many games ahead the winner of a set must be */
  winBy: number
  /** the tie-break is played at this many games each; `gamesPerSet` if left out, `never` for advantage sets */
  tiebreakAt?: number | 'never'
  /** points that win a tie-break */
  tiebreakPoints: number
  /** how many points ahead its winner must be; 1 for a short-set tie-break with a deciding point at 4-4 */
  tiebreakWinBy: number
  /** the deciding set: `same` as the others, `advantage`, `tb7@12` (tie-break to 7 at 12-12), `matchtb10` (a tie-break to 10 in its place); any numbers in their places */
  finalSet: string
  /** two players a side */
  doubles: boolean
  /** one deciding point at deuce */
  noAd: boolean
}

export type TennisDetail = PadelDetail

export interface TennisState extends StateOf<'tennis', TennisFormat, TennisDetail> {}

export type TennisMatchStart = BadmintonMatchStart

export type TennisBreakStart = BadmintonBreakStart

export type TennisBreakEnd = BadmintonBreakEnd

export type TennisScoreSet = PadelScoreSet

export type TennisResultSet = BadmintonResultSet

export type TennisService = DartsService

export type TennisWarmUp = BadmintonWarmUp

export type TennisRetired = BadmintonRetired

export type TennisWalkover = BadmintonWalkover

export type TennisDefault = BadmintonDefault

export type TennisPoint = PadelPoint

export type TennisPointPenalty = PadelPointPenalty

export type TennisGamePenalty = PadelGamePenalty

export type TennisFault = PadelFault

export type TennisLet = PadelLet

export type TennisChallenge = PadelChallenge

export type TennisCodeViolation = PadelCodeViolation

export type TennisTimeViolation = PadelTimeViolation

export type TennisMedicalTimeout = PadelMedicalTimeout

export type TennisToiletBreak = PadelToiletBreak

export type TennisReplayPoint = PadelReplayPoint

export type TennisEvent =
  | TennisMatchStart
  | PeriodStartEvent
  | PeriodEndEvent
  | TennisBreakStart
  | TennisBreakEnd
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | TennisScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | TennisResultSet
  | NoteEvent
  | TennisService
  | TennisWarmUp
  | TennisRetired
  | TennisWalkover
  | TennisDefault
  | TennisPoint
  | TennisPointPenalty
  | TennisGamePenalty
  | TennisFault
  | TennisLet
  | TennisChallenge
  | TennisCodeViolation
  | TennisTimeViolation
  | TennisMedicalTimeout
  | TennisToiletBreak
  | TennisReplayPoint

// Volleyball

/** the rules of this match, complete */
export interface VolleyballFormat {
  /** sets; the winner is the first to more than half of them. An even number may end level */
  bestOf: 1 | 2 | 3 | 4 | 5 | 6 | 7
  /** points that win a set */
  pointsToWin: number
  /** points that win the deciding set; `pointsToWin` if left out */
  lastSet: number
  /** how many points ahead the winner of a set must be */
  winBy: number
  /** this many points win whatever the lead; `none` for no such end */
  cap: number | 'none'
  /** who serves: the winner of the last rally, or each side twice in turn (once from one short of winning each) */
  serve: 'winner' | 'two-each'
  /** who opens the next set: the side that did not open this one, its winner, or whoever the toss decides */
  opens: 'other' | 'winner' | 'toss'
  /** a toss decides who opens the deciding set, whatever `opens` says */
  tossForLast: boolean
  /** when the sides change ends within a set, beside after each: in the deciding one when a side has half of the points it takes, rounded up (`half`) or down (`before-half`); or in all of them, each time that a third of those points was played (`thirds`); `none` where they never do */
  ends: 'half' | 'before-half' | 'thirds' | 'none'
  /** timeouts of a side */
  timeouts: number
  /** for how long those are */
  timeoutsPer: 'set' | 'match'
}

export type VolleyballDetail = BadmintonDetail

export interface VolleyballState extends StateOf<'volleyball', VolleyballFormat, VolleyballDetail> {}

export type VolleyballMatchStart = BadmintonMatchStart

export type VolleyballBreakStart = BadmintonBreakStart

export type VolleyballBreakEnd = BadmintonBreakEnd

export type VolleyballScoreSet = BadmintonScoreSet

export type VolleyballResultSet = BadmintonResultSet

export type VolleyballService = BadmintonService

export type VolleyballWarmUp = BadmintonWarmUp

export type VolleyballRetired = BadmintonRetired

export type VolleyballWalkover = BadmintonWalkover

export type VolleyballDefault = BadmintonDefault

export type VolleyballPoint = BadmintonPoint

export type VolleyballPointPenalty = BadmintonPointPenalty

export type VolleyballCard = BadmintonCard

export type VolleyballGoldenSet = BadmintonGoldenSet

export type VolleyballChallenge = BadmintonChallenge

export type VolleyballRotationFault = BadmintonRotationFault

export type VolleyballTechnicalTimeout = BadmintonTechnicalTimeout

export type VolleyballEvent =
  | VolleyballMatchStart
  | PeriodStartEvent
  | PeriodEndEvent
  | VolleyballBreakStart
  | VolleyballBreakEnd
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | ScoreEvent
  | ScoreAdjustEvent
  | VolleyballScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | VolleyballResultSet
  | NoteEvent
  | VolleyballService
  | VolleyballWarmUp
  | VolleyballRetired
  | VolleyballWalkover
  | VolleyballDefault
  | VolleyballPoint
  | VolleyballPointPenalty
  | VolleyballCard
  | VolleyballGoldenSet
  | VolleyballChallenge
  | VolleyballRotationFault
  | VolleyballTechnicalTimeout

// Any other sport

/** the rules of this match, complete */
export interface GenericFormat {
  /** what the sport is called: `Korfball`. Pages show it where the match has no competition */
  name?: string
  /** who wins: the side with the highest score, or with the lowest */
  rank: 'highest' | 'lowest'
  /** which way the clock counts, if there is one */
  clock: 'none' | 'up' | 'down'
  /** length of a period in minutes: what a clock counts down from */
  periodMin: number
  /** what stands before the number of a period that has no name of its own: `P1`; a word stands apart from it: `End 1` */
  periodLabel: string
  /** periods of regulation; those beyond are overtimes: `OT`, `OT2`. Left out, every period is like the first */
  periods?: number
  /** length of an overtime in minutes */
  overtimeMin: number
  /** what the score is: all points, or the periods (sets, maps, ends) that a side has won; then the points of the one being played stand beside */
  counts: 'points' | 'periods'
  /** how a match is won that overtime decides */
  overtimeMethod: 'overtime' | 'extra_time' | 'golden_goal'
  /** what an overtime is called */
  overtimeLabel: string
}

/** what only this sport shows */
export interface GenericDetail {
  [k: string]: unknown
}

export interface GenericState extends StateOf<'generic', GenericFormat, GenericDetail> {}

/** A period begins. So does the match, if nobody said so. */
export interface GenericPeriodStart extends EventOf<'period_start'> {
  /** which: its number from 1 (overtimes count on), or the sport’s name for it */
  period: number | string
  /** true for an overtime that its name does not show: `Golden end` */
  isOvertime?: boolean
  /** its length, where it is not that of the format */
  minutes?: number
}

/** A side scores, in a sport without a better word for it. */
export interface GenericScore extends EventOf<'score'> {
  /** who scored */
  team: 'home' | 'away'
  /** how many; halves too */
  points: number
}

/** Corrects the score by a difference. Where an event was wrong, deleting that event is better. */
export interface GenericScoreAdjust extends EventOf<'score_adjust'> {
  /** whose score */
  team: 'home' | 'away'
  /** how many more, or less; a score never falls below 0 */
  points: number
  /** why, in words */
  reason?: string
}

/** Sets the score: a checkpoint, or the only event of a feed that knows no more. */
export interface GenericScoreSet extends EventOf<'score_set'> {
  /** as it stands */
  score: {
    home: number
    away: number
  }
  /** why, in words */
  reason?: string
  /** what else is known: it becomes the board’s */
  detail?: {
    [k: string]: unknown
  }
  /**
   * what each period had, from the first; what the score has beyond them is of the one after
   *
   * @minItems 1
   * @maxItems 30
   */
  periods?: {
    home: number
    away: number
  }[]
  /** attempts that went in, for feeds without attempts; those that come are counted by themselves */
  shootout?: {
    home: number
    away: number
  }
}

/** Gives the result, and the score if it was awarded. It always wins over the one that would follow, and ends the match. */
export interface GenericResultSet extends EventOf<'result_set'> {
  /** as it is from now on */
  result: {
    /** `draw`: level; `none`: no result */
    winner: 'home' | 'away' | 'draw' | 'none'
    /** how it was decided */
    method:
      | 'regulation'
      | 'extra_time'
      | 'golden_goal'
      | 'silver_goal'
      | 'overtime'
      | 'shootout'
      | 'super_over'
      | 'boundary_count'
      | 'dls'
      | 'retired'
      | 'walkover'
      | 'default'
      | 'disqualified'
      | 'awarded'
      | 'forfeit'
      | 'no_result'
    /** `5 wickets` */
    margin?: string
    /** the result in words: `Rovers won on penalties, 3–3 (4–2 pens)` */
    text?: string
  }
  /** the score that counts, where it is not the one that was played */
  awardedScore?: {
    home: number
    away: number
  }
  /** attempts that went in, for feeds without attempts; those that come are counted by themselves */
  shootout?: {
    home: number
    away: number
  }
}

/** A foul: counted in `detail.fouls`. */
export interface GenericFoul extends EventOf<'foul'> {
  /** the side that commits it */
  team: 'home' | 'away'
  /** who commits it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** A card: counted by colour in `detail.cards`. */
export interface GenericCard extends EventOf<'card'> {
  /** the side that gets it */
  team: 'home' | 'away'
  /** its colour; red and yellow are shown beside the side */
  card: string
  /** who gets it */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

/** An attempt of a shoot-out: counted in `detail.shootout`, beside the score, and decides a level match. */
export interface GenericShootoutAttempt extends EventOf<'shootout_attempt'> {
  /** who tries */
  team: 'home' | 'away'
  /** whether it went in */
  scored: boolean
  /** who tries */
  player?: string
  /** id of the player in `player`; the same as `{id, name}` */
  playerId?: string
}

export type GenericEvent =
  | MatchStartEvent
  | GenericPeriodStart
  | PeriodEndEvent
  | BreakStartEvent
  | BreakEndEvent
  | MatchEndEvent
  | MatchFinalEvent
  | StatusSetEvent
  | InterruptionStartEvent
  | InterruptionEndEvent
  | ClockEvent
  | GenericScore
  | GenericScoreAdjust
  | GenericScoreSet
  | TimeoutEvent
  | TimeoutEndEvent
  | SubstitutionEvent
  | ReviewStartEvent
  | ReviewEndEvent
  | GenericResultSet
  | NoteEvent
  | GenericFoul
  | GenericCard
  | GenericShootoutAttempt

/** The state of a match, by the name of its sport. */
export interface StateBySport {
  'american-football': AmericanFootballState
  'australian-rules': AustralianRulesState
  'baseball': BaseballState
  'basketball': BasketballState
  'field-hockey': FieldHockeyState
  'futsal': FutsalState
  'handball': HandballState
  'ice-hockey': IceHockeyState
  'rugby-league': RugbyLeagueState
  'rugby-union': RugbyUnionState
  'softball': SoftballState
  'badminton': BadmintonState
  'cricket': CricketState
  'darts': DartsState
  'esports': EsportsState
  'football': FootballState
  'padel': PadelState
  'pickleball': PickleballState
  'snooker': SnookerState
  'squash': SquashState
  'table-tennis': TableTennisState
  'tennis': TennisState
  'volleyball': VolleyballState
  'generic': GenericState
}

/** The events of a sport, by its name. */
export interface EventBySport {
  'american-football': AmericanFootballEvent
  'australian-rules': AustralianRulesEvent
  'baseball': BaseballEvent
  'basketball': BasketballEvent
  'field-hockey': FieldHockeyEvent
  'futsal': FutsalEvent
  'handball': HandballEvent
  'ice-hockey': IceHockeyEvent
  'rugby-league': RugbyLeagueEvent
  'rugby-union': RugbyUnionEvent
  'softball': SoftballEvent
  'badminton': BadmintonEvent
  'cricket': CricketEvent
  'darts': DartsEvent
  'esports': EsportsEvent
  'football': FootballEvent
  'padel': PadelEvent
  'pickleball': PickleballEvent
  'snooker': SnookerEvent
  'squash': SquashEvent
  'table-tennis': TableTennisEvent
  'tennis': TennisEvent
  'volleyball': VolleyballEvent
  'generic': GenericEvent
}

/** The sports that this version knows. */
export const KNOWN_SPORTS = ['american-football', 'australian-rules', 'baseball', 'basketball', 'field-hockey', 'futsal', 'handball', 'ice-hockey', 'rugby-league', 'rugby-union', 'softball', 'badminton', 'cricket', 'darts', 'esports', 'football', 'padel', 'pickleball', 'snooker', 'squash', 'table-tennis', 'tennis', 'volleyball', 'generic'] as const

/** The words for a correction; a sport of a newer server may have others. */
export type CorrectionKind =
  | 'event_edited'
  | 'event_deleted'
  | 'event_restored'
  | 'source_changed'
  | 'touchdown_disallowed'
  | 'touchdown_restored'
  | 'touchdown_changed'
  | 'extra_point_disallowed'
  | 'extra_point_restored'
  | 'extra_point_changed'
  | 'two_point_conversion_disallowed'
  | 'two_point_conversion_restored'
  | 'two_point_conversion_changed'
  | 'defensive_conversion_disallowed'
  | 'defensive_conversion_restored'
  | 'defensive_conversion_changed'
  | 'field_goal_disallowed'
  | 'field_goal_restored'
  | 'field_goal_changed'
  | 'safety_disallowed'
  | 'safety_restored'
  | 'safety_changed'
  | 'attempt_annulled'
  | 'attempt_restored'
  | 'attempt_changed'
  | 'end_revoked'
  | 'end_restored'
  | 'result_withdrawn'
  | 'result_restored'
  | 'result_changed'
  | 'score_withdrawn'
  | 'score_restored'
  | 'score_changed'
  | 'goal_disallowed'
  | 'goal_restored'
  | 'goal_changed'
  | 'behind_disallowed'
  | 'behind_restored'
  | 'behind_changed'
  | 'play_taken_back'
  | 'play_restored'
  | 'scoring_changed'
  | 'run_taken_back'
  | 'run_restored'
  | 'run_changed'
  | 'error_taken_back'
  | 'error_restored'
  | 'error_changed'
  | 'free_throw_disallowed'
  | 'free_throw_restored'
  | 'free_throw_changed'
  | 'foul_rescinded'
  | 'foul_restored'
  | 'foul_changed'
  | 'card_rescinded'
  | 'card_restored'
  | 'card_changed'
  | 'suspension_rescinded'
  | 'suspension_restored'
  | 'suspension_changed'
  | 'penalty_rescinded'
  | 'penalty_restored'
  | 'penalty_changed'
  | 'try_disallowed'
  | 'try_restored'
  | 'try_changed'
  | 'conversion_disallowed'
  | 'conversion_restored'
  | 'conversion_changed'
  | 'penalty_goal_disallowed'
  | 'penalty_goal_restored'
  | 'penalty_goal_changed'
  | 'drop_goal_disallowed'
  | 'drop_goal_restored'
  | 'drop_goal_changed'
  | 'penalty_try_disallowed'
  | 'penalty_try_restored'
  | 'penalty_try_changed'
  | 'point_replayed'
  | 'point_restored'
  | 'point_changed'
  | 'set_corrected'
  | 'wicket_overturned'
  | 'wicket_restored'
  | 'ball_taken_back'
  | 'ball_restored'
  | 'ball_changed'
  | 'innings_corrected'
  | 'visit_deleted'
  | 'visit_restored'
  | 'visit_changed'
  | 'leg_taken_back'
  | 'leg_restored'
  | 'leg_changed'
  | 'map_taken_back'
  | 'map_restored'
  | 'map_changed'
  | 'round_taken_back'
  | 'round_restored'
  | 'round_changed'
  | 'kick_annulled'
  | 'kick_restored'
  | 'kick_changed'
  | 'penalty_cancelled'
  | 'full_time_revoked'
  | 'full_time_restored'
  | 'full_time_changed'
  | 'stroke_deleted'
  | 'stroke_restored'
  | 'stroke_changed'
  | 'frame_taken_back'
  | 'frame_restored'
  | 'frame_changed'

