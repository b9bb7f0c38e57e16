import type { Unreachable } from '../connection/unreachable.ts'

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
  notLive: (time: string) => `Not live. Score as of ${time}.`,
  feedSilent: (time: string) => `Feed silent since ${time}: the score may be old.`,
  closed: 'Not live. Reload the page to try again.',
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
  /** What a side carries, by its code; a side is not shown what has no word here. */
  marks: {
    red: 'red card',
    yellow: 'yellow card',
    green: 'green card',
    bonus: 'bonus',
    fouls: 'fouls',
    timeouts: 'timeouts left',
  } as Readonly<Record<string, string>>,
} as const
