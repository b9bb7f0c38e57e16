import type { Side } from '../../../match/state.ts'
import type { NbaAction } from './nba-schema.ts'

/** An event of ours, made of an action. */
export interface Told {
  readonly type: string
  readonly fields: object
  readonly points?: number
}

/** Our event for one action; undefined for violations, reviews and the like, and for whatever has to have a side but has none. */
export function tell(action: NbaAction, team: Side | undefined): Told | undefined {
  const { actionType, subType } = action
  if (actionType === 'period') {
    return subType === 'start' || subType === 'end' ? { type: `period_${subType}`, fields: {} } : undefined
  }
  return team === undefined ? undefined : tellOfTeam(action, { team, ...named('player', nameOf(action)) })
}

function tellOfTeam(action: NbaAction, by: object): Told | undefined {
  const subType = action.subType ?? ''
  switch (action.actionType) {
    case '2pt':
    case '3pt':
    case 'heave':
      return tellShot(action, by)
    case 'freethrow':
      return tellFreeThrow(action, by)
    case 'rebound':
      // One that no player took is the team's, which box scores leave out of its rebounds.
      if (nameOf(action) === undefined) return undefined
      return { type: 'rebound', fields: { ...by, ...(/^(offensive|defensive)$/.test(subType) && { kind: subType }) } }
    case 'turnover':
      return { type: 'turnover', fields: { ...by, ...(subType && { kind: subType.slice(0, 64) }) } }
    case 'foul':
      return { type: 'foul', fields: { ...by, kind: foulOf(action) } }
    case 'steal':
    case 'block':
      return { type: action.actionType, fields: by }
    case 'jumpball':
      return { type: 'jump_ball', fields: by }
    case 'timeout':
      return { type: 'timeout', fields: { ...by, ...(subType && { kind: subType.slice(0, 64) }) } }
    case 'substitution':
      return tellSubstitution(action, by)
    default:
      return undefined
  }
}

function tellShot(action: NbaAction, by: object): Told {
  const points = action.actionType === '2pt' ? 2 : 3
  if (action.shotResult !== 'Made') return { type: 'missed_shot', fields: { ...by, points } }
  return { type: 'field_goal', fields: { ...by, points, ...named('assist', action.assistPlayerNameInitial) }, points }
}

/** `1 of 2`. */
function tellFreeThrow({ subType, shotResult }: NbaAction, by: object): Told {
  const made = shotResult === 'Made'
  const [, n, of] = /(\d) of (\d)/.exec(subType ?? '') ?? []
  const which = n === undefined ? {} : { n: Number(n), of: Number(of) }
  return { type: 'free_throw', fields: { ...by, made, ...which }, points: made ? 1 : 0 }
}

function foulOf({ subType, descriptor }: NbaAction): string {
  const words = `${subType ?? ''} ${descriptor ?? ''}`
  const kind = ['flagrant', 'technical', 'offensive', 'shooting'].find((word) => words.includes(word))
  return kind ?? 'personal'
}

/** Who goes and who comes are told apart. */
function tellSubstitution(action: NbaAction, by: object): Told {
  const { player: _, ...team } = by as { readonly player?: string }
  const { on, off } = action
  if (on !== undefined && off !== undefined) return { type: 'substitution', fields: { ...team, on, off } }
  return { type: 'substitution', fields: { ...team, ...named(action.subType === 'in' ? 'on' : 'off', nameOf(action)) } }
}

const CLOCK = /^PT(\d+)M(\d+)(?:\.(\d+))?S$/

/** `PT11M38.00S` as `11:38`, with tenths in the last minute. */
export function clockOf({ clock }: NbaAction): string | undefined {
  const [, minutes, seconds, fraction = ''] = CLOCK.exec(clock ?? '') ?? []
  if (minutes === undefined || seconds === undefined) return undefined
  const tenth = Number(minutes) === 0 && Number(fraction) > 0 ? `.${fraction.charAt(0)}` : ''
  return `${minutes.padStart(2, '0')}:${seconds.padStart(2, '0')}${tenth}`
}

export function msLeftOf({ clock }: NbaAction): number {
  const [, minutes = 0, seconds = 0] = CLOCK.exec(clock ?? '') ?? []
  return (Number(minutes) * 60 + Number(seconds)) * 1000
}

function nameOf({ playerNameI, playerName }: NbaAction): string | null | undefined {
  return playerNameI || playerName
}

function named(field: string, name: string | null | undefined): object {
  return name ? { [field]: name } : {}
}
