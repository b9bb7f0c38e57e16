import type { MatchEvent } from '../../../src/match/event.ts'

/** A football match as its own format writes it, for tests that follow it while it grows. */
export const REDS_V_BLUES = {
  match: 'reds-blues',
  sport: 'football',
  home: { name: 'Reds' },
  away: { name: 'Blues' },
} as const

export const KICK_OFF: MatchEvent = { id: 'k', type: 'period_start', period: 1, order: 1 }
export const goal = (id: string, order: number, more: object = {}): MatchEvent => ({
  id,
  type: 'goal',
  team: 'home',
  player: `Red ${order}`,
  order,
  ...more,
})
export const END: MatchEvent = { id: 'e', type: 'match_end', order: 90 }
export const FINAL: MatchEvent = { id: 'f', type: 'match_final', order: 91 }

export function ownFormatText(events: readonly object[], fixture: object = REDS_V_BLUES): string {
  return [{ fixture }, ...events].map((line) => `${JSON.stringify(line)}\n`).join('')
}
