import { otherSide } from '../../../match/sides.ts'
import type { Side } from '../../../match/state.ts'
import type { NhlGame, NhlPlay } from './nhl-schema.ts'

/** An event of ours, made of a play. */
export interface Told {
  readonly id: string
  readonly type: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Who has a goalkeeper on the ice; changed by each play that says otherwise. */
export type Goalies = Record<Side, boolean>

const ATTEMPTS: ReadonlySet<string> = new Set(['goal', 'shot-on-goal', 'missed-shot', 'failed-shot-attempt'])
/** A penalty shot: the shooter and the goalkeeper alone. */
const ALONE: ReadonlySet<string> = new Set(['0101', '1010'])

/** Our events for one play; none for hits, stoppages and the like. */
export function tell(game: NhlGame, play: NhlPlay, goalies: Goalies): Told[] {
  const { eventId, typeDescKey: kind, periodDescriptor, details } = play
  const team = sideOf(game, play)
  const id = `e${eventId}`
  if (periodDescriptor.periodType === 'SO') {
    if (team === undefined || !ATTEMPTS.has(kind)) return []
    const player = named(game, 'player', details?.scoringPlayerId ?? details?.shootingPlayerId)
    return [{ id, type: 'shootout_attempt', fields: { team, scored: kind === 'goal', ...player } }]
  }
  const place = { period: periodDescriptor.number, ...(play.timeRemaining && { clock: play.timeRemaining }) }
  const keepers = tellGoalies(play, goalies).map((each) => ({ ...each, fields: { ...place, ...each.fields } }))
  const told = tellPlayed(game, play, team).map(({ type, fields }) => ({ id, type, fields: { ...place, ...fields } }))
  // A goalkeeper who is back for the new period is back in it.
  return kind === 'period-start' ? [...told, ...keepers] : [...keepers, ...told]
}

/** A goal of a shoot-out, which moves no score. */
export function isShootoutGoal(game: NhlGame, play: NhlPlay, side: Side): boolean {
  return play.periodDescriptor.periodType === 'SO' && play.typeDescKey === 'goal' && sideOf(game, play) === side
}

function sideOf({ homeTeam, awayTeam }: NhlGame, { details }: NhlPlay): Side | undefined {
  const owner = details?.eventOwnerTeamId
  return owner === homeTeam.id ? 'home' : owner === awayTeam.id ? 'away' : undefined
}

function tellPlayed(game: NhlGame, play: NhlPlay, team: Side | undefined): Omit<Told, 'id'>[] {
  const { details } = play
  switch (play.typeDescKey) {
    case 'period-start':
      return [{ type: 'period_start', fields: {} }]
    case 'period-end':
      return [{ type: 'period_end', fields: {} }]
    case 'faceoff':
      return [{ type: 'faceoff', fields: team === undefined ? {} : { team } }]
  }
  if (team === undefined || !details) return []
  switch (play.typeDescKey) {
    case 'goal': {
      const fields = {
        team,
        ...named(game, 'player', details.scoringPlayerId),
        ...named(game, 'assist', details.assist1PlayerId),
        ...named(game, 'secondAssist', details.assist2PlayerId),
        ...strengthOf(play, team),
      }
      return [{ type: 'goal', fields }]
    }
    case 'shot-on-goal':
      return [{ type: 'shot', fields: { team, ...named(game, 'player', details.shootingPlayerId) } }]
    case 'penalty': {
      const kind = details.descKey ? { kind: details.descKey.slice(0, 64) } : {}
      const player = named(game, 'player', details.committedByPlayerId ?? details.servedByPlayerId)
      return [{ type: 'penalty', fields: { team, minutes: details.duration ?? 0, ...kind, ...player } }]
    }
    default:
      return []
  }
}

interface Situation {
  readonly goalies: Goalies
  readonly skaters: Readonly<Record<Side, number>>
}

function situationOf({ situationCode }: NhlPlay): Situation | undefined {
  if (!situationCode || !/^\d{3,4}$/.test(situationCode)) return undefined
  // Written as a number it lacks the goalkeeper who is not there: 651 is 0651.
  const [awayGoalie = 0, away = 0, home = 0, homeGoalie = 0] = [...situationCode.padStart(4, '0')].map(Number)
  return { goalies: { home: homeGoalie > 0, away: awayGoalie > 0 }, skaters: { home, away } }
}

/** A goalkeeper who left for one more skater, or came back. */
function tellGoalies(play: NhlPlay, goalies: Goalies): Told[] {
  const situation = situationOf(play)
  if (situation === undefined || ALONE.has(play.situationCode ?? '') || play.typeDescKey === 'period-end') return []
  return (['home', 'away'] as const).flatMap((team) => {
    if (situation.goalies[team] === goalies[team]) return []
    goalies[team] = situation.goalies[team]
    const type = goalies[team] ? 'goalie_returned' : 'goalie_pulled'
    return [{ id: `e${play.eventId}.${team}-goalie`, type, fields: { team } }]
  })
}

function strengthOf(play: NhlPlay, team: Side): { strength?: string } {
  const situation = situationOf(play)
  if (situation === undefined) return {}
  if (ALONE.has(play.situationCode ?? '')) return { strength: 'ps' }
  const other = otherSide(team)
  if (!situation.goalies[other]) return { strength: 'en' }
  const { skaters, goalies } = situation
  // Whoever has pulled the goalkeeper has a skater more, and no power play.
  const own = skaters[team] - (goalies[team] ? 0 : 1)
  return { strength: own > skaters[other] ? 'pp' : own < skaters[other] ? 'sh' : 'ev' }
}

function named({ rosterSpots }: NhlGame, field: string, id: number | null | undefined): object {
  if (!id) return {}
  const spot = rosterSpots.find(({ playerId }) => playerId === id)
  const name = [spot?.firstName?.default, spot?.lastName?.default].filter(Boolean).join(' ')
  return name ? { [field]: name } : {}
}
