import type { Score, Side } from '../../match/state.ts'
import type { Booking, FootballDetail } from './detail.ts'
import type { CardEvent } from './events.ts'
import { isSecondYellow } from './memory.ts'

/** Writes a card into the book; the counts and the players on the pitch follow from the book. */
export function bookCard(
  detail: FootballDetail,
  event: CardEvent,
  { minute, playersPerSide }: { minute: string | undefined; playersPerSide: number },
): FootballDetail {
  const { id, team, player, card } = event
  const booking: Booking = {
    id,
    team,
    ...(player !== undefined && { player }),
    ...(minute !== undefined && { minute }),
    card,
    ...((event.toStaff || event.onBench) && { offPitch: true }),
  }
  const bookings = [...detail.bookings, booking]
  const ofSides = (count: (team: Side) => number): Score => ({ home: count('home'), away: count('away') })
  return {
    ...detail,
    bookings,
    yellowCards: ofSides((each) => bookings.filter((one) => one.team === each && one.card !== 'red').length),
    redCards: ofSides((each) => dismissals(bookings, each).length),
    players: ofSides((each) => playersPerSide - dismissals(bookings, each).filter((one) => !one.offPitch).length),
  }
}

/**
 * Feeds that send a red card after the second yellow have not sent the player off twice. Those that send a plain yellow for
 * the second have sent him off (Law 12).
 */
function dismissals(bookings: readonly Booking[], team: Side): Booking[] {
  const sentOff = bookings.filter(
    (booking, index) =>
      booking.team === team && (booking.card !== 'yellow' || isSecondYellow(bookings.slice(0, index), booking)),
  )
  return sentOff.filter(({ player }, index) => {
    return player === undefined || sentOff.findIndex((other) => other.player === player) === index
  })
}
