import { z } from 'zod'
import type { MatchEvent } from '../../match/event.ts'
import { otherSide } from '../../match/sides.ts'
import type { MatchState, Side } from '../../match/state.ts'
import { side } from '../contract/reading/fields.ts'
import { type GameDetail, withFields } from '../engines/game/detail.ts'
import type { GameFormat } from '../engines/game/format.ts'
import { downText } from './down.ts'

export const driveFields = {
  possession: side.exactOptional().describe('who has the ball'),
  down: z.int().exactOptional().describe('of the play that was told last'),
  distance: z.int().exactOptional().describe('yards that it needed'),
  spot: z.string().exactOptional().describe('where it began: `KC 35`'),
}

const NO_DOWN = { down: undefined, distance: undefined, spot: undefined }

/** Who has the ball, and what it has to do, as far as the feed tells plays. */
export function withDrive(detail: GameDetail, event: MatchEvent, state: MatchState<GameDetail>): GameDetail {
  const { type, team, down, distance, spot } = event
  if (type === 'period_end')
    return withFields(detail, { ...NO_DOWN, ...(endsHalf(state) && { possession: undefined }) })
  if (team === undefined) return detail
  switch (type) {
    case 'play':
      return withFields(detail, { possession: team, down, distance, spot })
    case 'kickoff':
    case 'punt':
    case 'turnover':
      return withFields(detail, { possession: otherSide(team), ...NO_DOWN })
    case 'touchdown':
    case 'field_goal':
      return withFields(detail, {
        possession: type === 'field_goal' && event['made'] === false ? otherSide(team) : team,
        ...NO_DOWN,
      })
    default:
      return detail
  }
}

/** A flag that was declined is told, and counts for nothing. */
export function isToldOnly({ type, decision = 'accepted' }: MatchEvent): boolean {
  return type === 'penalty' && decision !== 'accepted'
}

/** The next half, and overtime, begin with a kick-off; a quarter within a half goes on where the last one ended. */
function endsHalf({ period, format }: MatchState<GameDetail>): boolean {
  const { periods } = format as GameFormat
  const n = period?.n ?? 0
  return n * 2 === periods || n >= periods
}

export function possessionOf({ detail }: MatchState<GameDetail>): Side | undefined {
  return detail['possession'] as Side | undefined
}

/** `3rd & 4 at KC 35`; what college overtime is played for. */
export function driveSituation({ detail, format, period }: MatchState<GameDetail>): string | undefined {
  const { periods, overtimeMin, overtime } = format as GameFormat
  const n = (period?.n ?? 0) - periods
  if (n >= 3 && overtimeMin === 0 && overtime === 'until_decided') return 'Two-point tries'
  const { down, distance, spot } = detail as {
    readonly down?: number
    readonly distance?: number
    readonly spot?: string
  }
  if (down === undefined) return undefined
  return `${downText(down, distance)}${spot === undefined ? '' : ` at ${spot}`}`
}
