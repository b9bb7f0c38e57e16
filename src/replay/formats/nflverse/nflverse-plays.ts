import type { Side } from '../../../match/state.ts'
import { type NflPlay, numberOf, sideOf } from './nflverse-columns.ts'

/** An event of ours, made of a play. */
export interface Told {
  /** Within the play. */
  readonly name: string
  readonly type: string
  readonly fields: object
  readonly worth?: { readonly team: Side; readonly points: number }
}

/** Our events for one play, in the order in which they happen. */
export function tell(play: NflPlay): Told[] {
  return [...tellBall(play), ...tellFlag(play), ...tellLoss(play), ...tellScore(play), ...tellStop(play)]
}

const SCRIMMAGE: ReadonlySet<string> = new Set(['pass', 'run', 'qb_kneel', 'qb_spike'])

const is = (text: string | undefined): boolean => numberOf(text) === 1

/** What the ball does: a kick, a punt, a play from scrimmage. */
function tellBall(play: NflPlay): Told[] {
  const [offence, defence] = [sideOf(play, play.posteam), sideOf(play, play.defteam)]
  switch (play.play_type) {
    case 'kickoff':
      // Whoever receives has the ball.
      return defence === undefined ? [] : [{ name: 'kickoff', type: 'kickoff', fields: { team: defence } }]
    case 'punt':
      return offence === undefined
        ? []
        : [
            {
              name: 'punt',
              type: 'punt',
              fields: { team: offence, ...yardsOf(play.kick_distance), ...named('player', play.punter_player_name) },
            },
          ]
    default:
      if (offence === undefined || isTry(play) || !SCRIMMAGE.has(play.play_type ?? '')) return []
      return [{ name: 'play', type: 'play', fields: playOf(play, offence) }]
  }
}

function playOf(play: NflPlay, team: Side): object {
  const [down, distance] = [play.down, play.ydstogo].map((text) => numberOf(text))
  return {
    team,
    ...(down !== undefined && { down }),
    ...(distance !== undefined && { distance }),
    ...(play.yrdln && { spot: play.yrdln }),
    ...yardsOf(play.yards_gained),
    ...named('player', play.passer_player_name || play.rusher_player_name),
  }
}

function isTry({ two_point_conv_result: two, extra_point_result: one }: NflPlay): boolean {
  return Boolean(two) || Boolean(one)
}

function tellFlag(play: NflPlay): Told[] {
  const team = sideOf(play, play.penalty_team)
  if (!is(play.penalty) || team === undefined) return []
  const kind = play.penalty_type ? { kind: play.penalty_type.slice(0, 64) } : {}
  return [
    {
      name: 'penalty',
      type: 'penalty',
      fields: {
        team,
        decision: decisionOf(play),
        ...kind,
        ...yardsOf(play.penalty_yards),
        ...named('player', play.penalty_player_name),
      },
    },
  ]
}

/** What became of the flag that the columns tell: the text may tell several. */
function decisionOf({ desc = '', penalty_type: kind }: NflPlay): 'accepted' | 'declined' | 'offset' {
  const flags = desc.split(/(?=\bpenalty on )/i).filter((part) => /^penalty on /i.test(part))
  const told = flags.find((part) => kind && part.includes(kind)) ?? flags[0] ?? desc
  if (/offsetting/i.test(told)) return 'offset'
  return /declined/i.test(told) ? 'declined' : 'accepted'
}

function tellLoss(play: NflPlay): Told[] {
  const [offence, defence] = [sideOf(play, play.posteam), sideOf(play, play.defteam)]
  const told: Told[] = []
  if (is(play.sack) && defence) {
    const fields = { team: defence, ...yardsOf(play.yards_gained), ...named('player', play.sack_player_name) }
    told.push({ name: 'sack', type: 'sack', fields })
  }
  const lost = (name: string, kind: string, team: Side | undefined) => {
    if (team && !isTry(play)) told.push({ name, type: 'turnover', fields: { team, kind } })
  }
  const fumbler = sideOf(play, play.fumbled_1_team)
  if (is(play.interception)) lost('turnover', 'interception', offence)
  // Who intercepts may lose the ball again.
  if (is(play.interception) && is(play.fumble_lost) && fumbler === defence) lost('turnover.2', 'fumble', defence)
  else if (!is(play.interception) && is(play.fumble_lost)) lost('turnover', 'fumble', fumbler ?? offence)
  else if (!is(play.interception) && is(play.fourth_down_failed)) lost('turnover', 'downs', offence)
  return told
}

function tellScore(play: NflPlay): Told[] {
  const [offence, defence] = [sideOf(play, play.posteam), sideOf(play, play.defteam)]
  const told: Told[] = []
  const add = (type: string, team: Side | undefined, points: number, fields: object = {}) => {
    if (team) told.push({ name: type, type, fields: { team, ...fields }, worth: { team, points } })
  }
  const scorer = sideOf(play, play.td_team)
  if (is(play.touchdown) && scorer) {
    const kind = kindOf(play, scorer === offence)
    const yards = yardsOf(kind === 'return' ? play.return_yards : kind === 'fumble' ? undefined : play.yards_gained)
    add('touchdown', scorer, 6, { kind, ...yards, ...named('player', play.td_player_name) })
  }
  const { field_goal_result: goal, extra_point_result: one, two_point_conv_result: two } = play
  const kicker = named('player', play.kicker_player_name)
  if (goal) {
    const isMade = goal === 'made'
    add('field_goal', offence, isMade ? 3 : 0, { made: isMade, ...yardsOf(play.kick_distance), ...kicker })
  }
  if (one === 'safety' || two === 'safety') add('one_point_safety', offence, 1)
  else if (one) add('extra_point', offence, one === 'good' ? 1 : 0, { made: one === 'good', ...kicker })
  if (two && two !== 'safety')
    add('two_point_conversion', offence, two === 'success' ? 2 : 0, { made: two === 'success' })
  if (two === 'return' || is(play.defensive_two_point_conv) || is(play.defensive_extra_point_conv)) {
    add('defensive_conversion', defence, 2)
  }
  if (is(play.safety) && !isTry(play)) add('safety', defence, 2)
  return told
}

/** An interception or a kick that is brought back may be fumbled on the way: it is a return all the same. */
function kindOf(play: NflPlay, isByOffence: boolean): string {
  if (isByOffence && is(play.pass_touchdown)) return 'pass'
  if (isByOffence && is(play.rush_touchdown)) return 'rush'
  return is(play.fumble) && !is(play.interception) && SCRIMMAGE.has(play.play_type ?? '') ? 'fumble' : 'return'
}

function tellStop(play: NflPlay): Told[] {
  if (/^two-minute warning/i.test(play.desc ?? '')) return [{ name: 'warning', type: 'two_minute_warning', fields: {} }]
  const team = sideOf(play, play.timeout_team)
  return is(play.timeout) && team ? [{ name: 'timeout', type: 'timeout', fields: { team } }] : []
}

/** Yards that a field can have. */
function yardsOf(text: string | undefined): { readonly yards?: number } {
  const yards = numberOf(text)
  return yards === undefined || !Number.isInteger(yards) || Math.abs(yards) > 120 ? {} : { yards }
}

function named(field: string, name: string | undefined): object {
  return name ? { [field]: name } : {}
}
