import { otherSide } from '../../../match/sides.ts'
import type { Side } from '../../../match/state.ts'
import type { StatsbombEvent } from './statsbomb-schema.ts'

/** An event of ours, made from an event of StatsBomb. */
export interface Told {
  readonly type: string
  readonly fields: object
}

/** What is known of the match while one event is read. */
export interface Scene {
  readonly events: readonly StatsbombEvent[]
  readonly byId: ReadonlyMap<string, StatsbombEvent>
  sideOf(event: StatsbombEvent): Side
  /** False for staff and substitutes, as far as the line-ups tell. */
  isOnPitch(event: StatsbombEvent): boolean
}

interface Place {
  readonly team: Side
  readonly period: number
  readonly clock: string
}

/** Our events for one event of StatsBomb; none for passes, duels and the like. */
export function tell(scene: Scene, event: StatsbombEvent): Told[] {
  const place = { team: scene.sideOf(event), period: event.period, clock: clockOf(event) }
  const by = { ...place, ...playerOf(event) }
  switch (event.type.name) {
    case 'Shot':
      return event.shot ? [tellShot(scene, event.shot, by)] : []
    case 'Own Goal For':
      return [tellOwnGoal(scene, event, place)]
    case 'Own Goal Against':
      // Own goals come as a pair, and "For" counts. Early data sometimes has only this half.
      return hasOwnGoalFor(scene, event) ? [] : [tellOwnGoal(scene, event, { ...place, team: otherSide(place.team) })]
    case 'Substitution':
      return [{ type: 'substitution', fields: { ...place, ...exchange(event) } }]
    case 'Foul Committed':
    case 'Bad Behaviour':
      return tellFoul(scene, event, place)
    case 'Pass':
      return event.pass?.type?.name === 'Corner' ? [{ type: 'corner', fields: by }] : []
    case 'Offside':
      return [{ type: 'offside', fields: by }]
    default:
      return []
  }
}

export function playerOf({ player }: StatsbombEvent): { player?: string } {
  return player ? { player: player.name } : {}
}

/** Time since the beginning of the period. */
export function msOf({ timestamp }: StatsbombEvent): number {
  const [hours = 0, minutes = 0, seconds = 0] = timestamp.split(':').map(Number)
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000)
}

function tellShot({ byId }: Scene, shot: NonNullable<StatsbombEvent['shot']>, fields: Place): Told {
  const outcome = shot.outcome.name
  if (outcome === 'Goal') {
    const keyPass = shot.key_pass_id === undefined ? undefined : byId.get(shot.key_pass_id)
    const assist = keyPass?.pass?.goal_assist && keyPass.player ? { assist: keyPass.player.name } : {}
    return { type: 'goal', fields: { ...fields, kind: kindOf(shot), ...assist } }
  }
  if (shot.type?.name === 'Penalty') {
    const missed = outcome.startsWith('Saved') ? 'saved' : outcome === 'Post' ? 'post' : 'off'
    return { type: 'penalty_missed', fields: { ...fields, outcome: missed } }
  }
  return { type: 'shot', fields: { ...fields, outcome: wordOf(outcome) } }
}

function kindOf({ type, body_part }: NonNullable<StatsbombEvent['shot']>): string {
  if (type?.name === 'Penalty') return 'penalty'
  if (type?.name === 'Free Kick') return 'free_kick'
  return body_part?.name === 'Head' ? 'header' : 'regular'
}

/** Own goals come as a pair: Against, with the player, and For, with the side that gets the goal. */
function tellOwnGoal({ byId }: Scene, event: StatsbombEvent, place: Place): Told {
  const related = event.related_events?.map((id) => byId.get(id)) ?? []
  const against = related.find((other) => other?.type.name === 'Own Goal Against') ?? event
  return { type: 'goal', fields: { ...place, kind: 'own_goal', ...playerOf(against) } }
}

function hasOwnGoalFor({ events }: Scene, against: StatsbombEvent): boolean {
  const isNear = (other: StatsbombEvent) =>
    other.period === against.period && Math.abs(msOf(other) - msOf(against)) <= 60_000
  return events.some((other) => other.type.name === 'Own Goal For' && isNear(other))
}

function tellFoul({ isOnPitch }: Scene, event: StatsbombEvent, place: Place): Told[] {
  const { foul_committed, bad_behaviour } = event
  const told: Told[] = []
  if (foul_committed?.penalty) {
    told.push({ type: 'penalty_awarded', fields: { ...place, team: otherSide(place.team) } })
  }
  const shown = (foul_committed ?? bad_behaviour)?.card?.name
  if (shown === undefined) return told
  const card = shown === 'Second Yellow' ? 'second_yellow' : shown.startsWith('Red') ? 'red' : 'yellow'
  const onBench = isOnPitch(event) ? {} : { onBench: true }
  return [...told, { type: 'card', fields: { ...place, ...playerOf(event), card, ...onBench } }]
}

function exchange({ player, substitution }: StatsbombEvent): object {
  const on = substitution?.replacement
  return { ...(player && { off: player.name }), ...(on && { on: on.name }) }
}

/** The match clock, `46:10` in the first half's stoppage time. */
function clockOf({ minute, second }: StatsbombEvent): string {
  return `${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}`
}

/** `Off T` as `off_t`. */
function wordOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .replace(/_$/, '')
}
