import { z } from 'zod'
import type { MatchEvent } from '../../match/event.ts'
import { type GameDetail, withFields } from '../engines/game/detail.ts'

export const targetFields = {
  target: z.int().exactOptional().describe('the score that wins, once the Elam ending has begun'),
}

/** The Elam ending: the clock is switched off, and the first to have that score has won. */
export function withTarget(detail: GameDetail, event: MatchEvent): GameDetail {
  return event.type === 'target_score' ? withFields(detail, { target: event['target'] }) : detail
}
