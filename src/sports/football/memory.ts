import type { Side } from '../../match/state.ts'
import type { ClockedMemory } from '../engines/clocked/rules.ts'
import type { CardEvent, FootballEvent } from './events.ts'

type Players = Readonly<Record<Side, readonly string[]>>

const NOBODY: Players = { home: [], away: [] }

/** What football remembers for the next event, beyond every sport with periods and a clock. */
export interface FootballMemory extends ClockedMemory {
  /** A golden or silver goal has decided the match: what is scored while it is over does not count. */
  readonly isDecided?: true
  /** Who has a plain yellow card, and who was sent off. */
  readonly cautioned?: Players
  readonly sentOff?: Players
  /** Who was taken off. */
  readonly takenOff?: Players
  /** The numbers of the kicks of the shoot-out, as far as the feed numbers them. */
  readonly kicks?: readonly number[]
}

/** A match lists no more players and kicks than this: a feed that repeats itself must not make the memory grow. */
const MAX_REMEMBERED = 200

/** How a player of this side left the pitch; undefined if he may still be on it. */
export function hasLeft(
  { sentOff, takenOff }: FootballMemory,
  side: Side,
  player: string | undefined,
): 'sent off' | 'taken off' | undefined {
  if (player === undefined) return undefined
  if (sentOff?.[side].includes(player)) return 'sent off'
  return takenOff?.[side].includes(player) ? 'taken off' : undefined
}

/** Whether a plain yellow card is a player’s second. */
export function isSecondYellow(
  { cautioned }: FootballMemory,
  { team, player, card }: Pick<CardEvent, 'team' | 'player' | 'card'>,
): boolean {
  return card === 'yellow' && player !== undefined && cautioned?.[team].includes(player) === true
}

/** Whether a card sends its player off, who was not sent off before. */
export function dismisses(memory: FootballMemory, event: CardEvent): boolean {
  const { team, player, card } = event
  if (card === 'yellow' && !isSecondYellow(memory, event)) return false
  return player === undefined || memory.sentOff?.[team].includes(player) !== true
}

/** The memory after an event. */
export function remember(memory: FootballMemory, event: FootballEvent): FootballMemory {
  if (event.type === 'substitution' && event.off !== undefined) {
    const { team, off, on } = event
    const takenOff = memory.takenOff ?? NOBODY
    const left = { ...takenOff, [team]: takenOff[team].filter((name) => name !== on) }
    return { ...memory, takenOff: withPlayer(left, team, off) }
  }
  if (event.type === 'card' && event.player !== undefined) {
    const { team, player } = event
    const noted = dismisses(memory, event) ? { ...memory, sentOff: withPlayer(memory.sentOff, team, player) } : memory
    return event.card === 'yellow' ? { ...noted, cautioned: withPlayer(memory.cautioned, team, player) } : noted
  }
  if (event.type === 'shootout_kick' && event.kick !== undefined) {
    const kicks = (memory.kicks ?? []).filter((kick) => kick !== event.kick)
    return { ...memory, kicks: [...kicks, event.kick].slice(-MAX_REMEMBERED) }
  }
  return memory
}

/** The newest of them at the end, each once. */
function withPlayer(players: Players = NOBODY, team: Side, player: string): Players {
  const others = players[team].filter((name) => name !== player)
  return { ...players, [team]: [...others, player].slice(-MAX_REMEMBERED) }
}
