import type { Side } from '../../match/state.ts'
import type { ClockedMemory } from '../engines/clocked/rules.ts'
import type { Booking, FootballDetail } from './detail.ts'
import type { CardEvent, FootballEvent } from './events.ts'

/** What football remembers for the next event, beyond every sport with periods and a clock. */
export interface FootballMemory extends ClockedMemory {
  /** A golden or silver goal has decided the match: what is scored while it is over does not count. */
  readonly isDecided?: true
  /** Who was taken off. */
  readonly takenOff?: Readonly<Record<Side, readonly string[]>>
  /** The numbers of the kicks of the shoot-out, as far as the feed numbers them. */
  readonly kicks?: readonly number[]
}

/** A match lists no more players and kicks than this: a feed that repeats itself must not make the memory grow. */
const MAX_REMEMBERED = 200

/** How a player of this side left the pitch; undefined if he may still be on it. */
export function hasLeft(
  { bookings }: FootballDetail,
  { takenOff }: FootballMemory,
  side: Side,
  player: string | undefined,
): 'sent off' | 'taken off' | undefined {
  if (player === undefined) return undefined
  const cards = bookings.filter((booking) => booking.team === side && booking.player === player)
  if (cards.some(({ card }) => card !== 'yellow') || cards.length > 1) return 'sent off'
  return takenOff?.[side].includes(player) ? 'taken off' : undefined
}

/** Whether a plain yellow card is a player’s second. */
export function isSecondYellow(
  bookings: readonly Booking[],
  { team, player, card }: Pick<CardEvent, 'team' | 'player' | 'card'>,
): boolean {
  if (card !== 'yellow' || player === undefined) return false
  return bookings.some((one) => one.team === team && one.player === player && one.card === 'yellow')
}

/** The memory after an event. */
export function remember(memory: FootballMemory, event: FootballEvent): FootballMemory {
  if (event.type === 'substitution' && event.off !== undefined) {
    const takenOff = memory.takenOff ?? { home: [], away: [] }
    const { off, on } = event
    const of = [...takenOff[event.team].filter((name) => name !== off && name !== on), off].slice(-MAX_REMEMBERED)
    return { ...memory, takenOff: { ...takenOff, [event.team]: of } }
  }
  if (event.type === 'shootout_kick' && event.kick !== undefined) {
    const kicks = (memory.kicks ?? []).filter((kick) => kick !== event.kick)
    return { ...memory, kicks: [...kicks, event.kick].slice(-MAX_REMEMBERED) }
  }
  return memory
}
