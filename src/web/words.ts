/**
 * Every word that the pages say by themselves. Another language is another file with these keys in place of this one; what the
 * feed and the sports say (`note`, the timeline) is English.
 */
export const words = {
  language: 'en',
  /** In which direction it is read: `ltr`, `rtl`. */
  direction: 'ltr',
  locale: 'en-GB',

  skip: 'Skip to the scores',
  api: 'API',
  footer: 'Scores arrive as they happen and are corrected openly.',
  tagline: 'Live scores, as they happen and openly corrected.',
  noScript:
    'This page shows the scores as they were when it was loaded, times in UTC. With JavaScript they move by themselves.',

  today: 'Today',
  tomorrow: 'Tomorrow',
  yesterday: 'Yesterday',
  soon: 'Soon',

  todaysMatches: 'Today’s matches',
  matchesOn: (day: string) => `Matches on ${day}`,
  liveScores: 'Live scores',
  liveCount: (n: number) => `${n} live`,
  loadingScores: 'Loading scores',
  cannotLoad: 'The scores cannot be loaded just now. The page keeps trying.',
  noScoresNow: 'No scores just now',
  scoreCorrected: 'Score corrected',

  show: 'Show',
  filters: { all: 'All', live: 'Live', over: 'Finished', next: 'To come' },
  find: 'Team or competition',
  findHere: 'Find',
  noneWanted: 'No match of this list is like that.',
  search: 'Search',
  searchHow: 'Finds matches of any day by words of their teams and competition, or by how these begin.',
  found: (text: string) => `Matches for “${text}”`,
  noneFound: (text: string) => `No match was found for “${text}”.`,
  searchAllDays: (text: string) => `Look for “${text}” on all days`,
  favourites: 'Favourites',
  mark: (home: string, away: string) => `${home} v ${away} is a favourite`,

  noMatchesYet: 'No matches yet',
  noMatchesToday: 'No matches today',
  noMatchesOn: (day: string) => `No matches on ${day}`,
  noMatchesIn: (competition: string) => `No matches in ${competition} just now`,
  days: 'Days',
  otherDay: 'Another day',
  firstMatchHow: 'Play some recorded ones, at speed:',
  firstMatchByHand: 'Or start one by hand, and watch it appear here:',

  allMatches: 'All matches',
  back: 'Back',
  versus: 'v',
  watching: (n: string) => `${n} watching`,
  notYetHere: 'This match is not here yet',
  notYetHereWhy: (match: string) =>
    `Nobody has created a match “${match}” so far. This page asks again by itself and comes alive when it is there.`,
  loadingMatch: 'Loading the match…',
  nothingHere: 'Page not found',
  nothingHereWhy: 'There is nothing at this address.',
  noPages: (site: string) => `${site} has no pages of its own here`,
  noPagesTitle: 'A token is needed',
  noPagesWhy:
    'Viewers of this server need a token (VIEWER_AUTH=jwt), so its built-in pages and their previews are off.',
  noPagesInstead:
    'Show scores on a page of yours with the browser SDK, and give it a token: createClient({ url, token }). docs/viewer-tokens.md says how to make one.',
  startsIn: (hours: number, minutes: number) =>
    `Starts in ${hours > 0 ? `${hours} h ${String(minutes).padStart(2, '0')} min` : `${minutes} min`}`,
  startsAnyMoment: 'About to start',
  lineScore: 'Score by period',
  team: 'Team',
  total: 'Total',
  points: 'Points',
  home: 'home',
  away: 'away',
  timeline: 'Timeline',
  earlier: 'Earlier',
  takenBack: 'Taken back',
  amended: 'Amended',
  awaiting: 'Awaiting confirmation',
  awaits: (what: string) => `${what} awaits confirmation`,
  became: 'became',

  moment: 'The match at',
  asItWas: (text: string) => `As it was: ${text}`,
  backToNow: 'Back to now',

  tvDelay: 'TV delay',
  tvDelayWhy: 'Shows everything this much later, if your television is late',
  none: 'none',
  seconds: (n: number) => `${n} s`,

  connection: {
    connecting: 'Connecting',
    unreachable: 'Not live',
    live: 'Live',
    stale: 'Not live',
    offline: 'Offline',
    closed: 'Not live',
  },
  stale: {
    connection: 'Reconnecting…',
    'catching-up': 'Catching up…',
    broker: 'The server waits for new updates.',
  },
  feedSilent: (time: string) => `Feed silent since ${time}: the score may be old.`,
  unreachable: {
    'no-answer': 'No connection to the scores yet. Trying again…',
    timeout: 'The server takes too long to answer. Trying again…',
    busy: 'Very many want the scores just now. Trying again…',
    refused: 'Something on the way does not let the scores through. Trying again…',
  },
  offline: 'You are offline.',
  ended: 'The server has ended the connection. Reload the page to try again.',
  scoresAsOf: (time: string) => `Scores as of ${time}.`,
} as const
