/** One match, as the examples of OpenAPI show it before and after its first goal. A test holds them against their schemas. */

const before = {
  match: 'npu-val',
  sport: 'football',
  format: {
    periods: 2,
    periodMin: 45,
    extraTime: 'none',
    extraTimeMin: 15,
    shootout: false,
    shootoutKicks: 5,
    maxSubs: 5,
    playersPerSide: 11,
    sinBinMin: 10,
    minPlayers: 7,
  },
  competition: 'Northern League',
  startsAt: 1_795_878_000_000,
  venue: 'Harbour Park',
  home: { name: 'Northport United', code: 'NPU' },
  away: { name: 'Vale Rovers', code: 'VAL' },
  status: 'scheduled',
  phase: 'pre_match',
  score: { home: 0, away: 0 },
  scoreline: { home: { main: '0' }, away: { main: '0' } },
  periods: [] as readonly object[],
  detail: {
    scorers: [] as readonly object[],
    bookings: [],
    yellowCards: { home: 0, away: 0 },
    redCards: { home: 0, away: 0 },
    players: { home: 11, away: 11 },
    substitutions: { home: 0, away: 0 },
  },
  pending: [],
  updatedAt: 0,
}

const at = 1_795_880_534_000
const scorers = [{ id: 'g1', team: 'home', player: 'Ángel Di María', minute: "23'" }]
const afterGoal = {
  ...before,
  status: 'live',
  phase: 'first_half',
  score: { home: 1, away: 0 },
  scoreline: { home: { main: '1' }, away: { main: '0' } },
  periods: [{ label: '1H', home: 1, away: 0 }],
  detail: { ...before.detail, scorers },
  period: { n: 1, label: '1H' },
  clock: { running: true, baseMs: 1_334_000, at, dir: 'up', show: 'minute', limitMs: 2_700_000 },
  updatedAt: at,
}

const position = { match: 'npu-val', epoch: '0mdx4q1k2a' }
export const fixtureAnswerExample = { ...position, seq: 0, state: before }
export const matchExample = { ...position, seq: 2, state: afterGoal }
