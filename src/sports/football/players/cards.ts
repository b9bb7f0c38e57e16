import type { Score, Side } from '../../../match/state.ts'
import type { Booking, FootballDetail } from '../detail.ts'
import type { CardEvent } from '../events.ts'
import { dismisses, type FootballMemory } from '../memory.ts'
import { withBooking } from './bookings.ts'

/**
 * Writes a card into the book, and counts it. Feeds that send a red card after the second yellow have not sent the player off
 * twice; those that send a plain yellow for the second have sent him off (Law 12).
 *
 * @param memory before the card
 */
export function bookCard(
  detail: FootballDetail,
  memory: FootballMemory,
  event: CardEvent,
  minute: string | undefined,
): FootballDetail {
  const { id, team, player, card } = event
  const offPitch = event.toStaff || event.onBench
  const booking: Booking = {
    id,
    team,
    ...(player !== undefined && { player }),
    ...(minute !== undefined && { minute }),
    ...(card !== 'yellow' && { card }),
    ...(offPitch && { offPitch: true }),
  }
  const booked = withBooking(detail, booking)
  const counted = card === 'red' ? booked : { ...booked, yellowCards: plus(booked.yellowCards, team, 1) }
  if (!dismisses(memory, event)) return counted
  const sentOff = { ...counted, redCards: plus(counted.redCards, team, 1) }
  return offPitch || sentOff.players[team] === 0 ? sentOff : { ...sentOff, players: plus(sentOff.players, team, -1) }
}

function plus(score: Score, team: Side, n: number): Score {
  return { ...score, [team]: score[team] + n }
}
