import { withRolled } from '../../../match/lists/listed.ts'
import type { Booking, FootballDetail } from '../detail.ts'

/** All cards, in the order of play. */
export function allBookings({ earlierBookings = [], bookings = [] }: Partial<FootballDetail>): readonly Booking[] {
  return [...earlierBookings, ...bookings]
}

export function withBooking(detail: FootballDetail, booking: Booking): FootballDetail {
  const { newest, earlier } = withRolled({ newest: detail.bookings, earlier: detail.earlierBookings ?? [] }, booking)
  return { ...detail, bookings: newest, ...(earlier.length > 0 && { earlierBookings: earlier }) }
}
