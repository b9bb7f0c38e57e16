import type { Mark } from '../../match/state.ts'
import type { Unreachable } from '../connection/unreachable.ts'

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`

/** What a side carries, `n` times, by its code; a side is not shown what has no word here. */
export const markWords: Readonly<Record<string, (n: number) => string>> = {
  red: (n) => count(n, 'red card'),
  yellow: (n) => count(n, 'yellow card'),
  green: (n) => count(n, 'green card'),
  bonus: (n) => (n > 1 ? 'double bonus' : 'bonus'),
  fouls: (n) => count(n, 'foul'),
  timeouts: (n) => `${count(n, 'timeout')} left`,
}

const CARDS: ReadonlySet<string> = new Set(['red', 'yellow', 'green'])

/**
 * How what a side carries is seen and spoken. A card is a picture, and beside it is seen how many there are.
 *
 * @returns undefined if there is none, or no word for it: a later server may have other codes
 */
export function markText({ code, n }: Mark): { isCard: boolean; seen: string; spoken: string } | undefined {
  const spoken = Object.hasOwn(markWords, code) && n > 0 && markWords[code]?.(n)
  if (!spoken) return undefined
  const isCard = CARDS.has(code)
  const seen = isCard ? (n > 1 ? String(n) : '') : code === 'timeouts' ? `${n} TO` : spoken
  return { isCard, seen, spoken }
}

const HALF_A_DAY_MS = 43_200_000

/** The time of day; with its day once that may be another one: of a page that lay open over night, `15:03` alone would look new. */
function timeOf(at: number): string {
  const time = new Date(at)
  return Date.now() - at < HALF_A_DAY_MS ? time.toLocaleTimeString() : time.toLocaleString()
}

const asOf = (at: number) => `Score as of ${timeOf(at)}.`

/** The words that the elements say by themselves. What the match says (`note`, results) comes with its state. */
export const words = {
  loading: 'Loading…',
  unreachable: {
    'no-answer': 'No connection to the scores. Trying again.',
    timeout: 'The scores take too long to answer. Trying again.',
    busy: 'Very many want the scores just now. Trying again.',
    refused: 'The scores are not let through here. Trying again.',
  } satisfies Readonly<Record<Unreachable, string>>,
  notYetHere: 'Not yet here. The score appears as soon as the match does.',
  notThisId: (match: string) => `“${match}” is no id of a match.`,
  tooMany: 'More matches on this page than the server gives to one viewer.',
  notAllowed: 'You do not have access to this score.',
  noSuchBoard: (board: string) => `“${board}” is no board.`,
  tooManyBoards: 'More boards on this page than the server gives to one viewer.',
  cannotFollow: (why: string) => `Cannot show a score: ${why}`,
  notLive: (at: number) => `Not live. ${asOf(at)}`,
  asOf,
  feedSilent: (since: number) => `Feed silent since ${timeOf(since)}: the score may be old.`,
  closed: (at: number | undefined) =>
    ['Not live.', ...(at === undefined ? [] : [asOf(at)]), 'Reload the page to try again.'].join(' '),
  noMatches: 'No matches just now.',
  more: (n: number) => `${n} more`,
  soon: 'Soon',
  matchPage: (home: string, away: string) => `${home} v ${away}: match page`,
  score: 'Score',
  team: 'Team',
  total: 'Total',
  points: 'Points',
  won: 'winner',
  liveCount: (n: number) => `${n} live`,
} as const
