import { withRolled } from '../../match/lists/listed.ts'
import type { Booking, FootballDetail, Scorer } from './detail.ts'

type Detail = Partial<FootballDetail>

/** All goals, in the order of play. */
export function allScorers({ earlierScorers = [], scorers = [] }: Detail): readonly Scorer[] {
  return [...earlierScorers, ...scorers]
}

/** All cards, in the order of play. */
export function allBookings({ earlierBookings = [], bookings = [] }: Detail): readonly Booking[] {
  return [...earlierBookings, ...bookings]
}

export function withScorer(detail: FootballDetail, scorer: Scorer): FootballDetail {
  const { newest, earlier } = withRolled({ newest: detail.scorers, earlier: detail.earlierScorers ?? [] }, scorer)
  return { ...detail, scorers: newest, ...(earlier.length > 0 && { earlierScorers: earlier }) }
}

export function withBooking(detail: FootballDetail, booking: Booking): FootballDetail {
  const { newest, earlier } = withRolled({ newest: detail.bookings, earlier: detail.earlierBookings ?? [] }, booking)
  return { ...detail, bookings: newest, ...(earlier.length > 0 && { earlierBookings: earlier }) }
}
