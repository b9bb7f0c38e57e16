/**
 * An ordinary update of football, some 250 bytes. The id of its event says when it was made.
 *
 * @param isScored it moves the score, too
 */
export function exampleWire(match: string, seq: number, isScored = false): string {
  const scored = isScored && { score: { home: seq }, scoreline: { home: { main: String(seq) } } }
  return JSON.stringify({
    op: 'update',
    match,
    seq,
    at: Date.now(),
    kind: 'add',
    event: {
      id: `t${(performance.timeOrigin + performance.now()).toFixed(3)}`,
      type: 'corner',
      team: 'home',
      period: 1,
      clock: '23:11',
    },
    patch: { ...scored, detail: { corners: { home: seq } }, updatedAt: 1_795_366_799_285 },
  })
}

/** A state as large as that of football in mid-match, as JSON text. */
export function exampleState(match: string): string {
  const scorers = Array.from({ length: 4 }, (_, index) => ({
    id: `g${index}`,
    team: index % 2 ? 'home' : 'away',
    player: `Player Number ${index}`,
    minute: `${index * 20 + 3}'`,
  }))
  return JSON.stringify({
    match,
    sport: 'football',
    home: { name: 'Home United', code: 'HOM' },
    away: { name: 'Away City', code: 'AWY' },
    status: 'live',
    phase: 'second_half',
    period: { n: 2, label: '2H' },
    clock: { running: true, baseMs: 2_700_000, at: 1_795_366_799_285, dir: 'up' },
    score: { home: 2, away: 2 },
    periods: [
      { label: '1H', home: 1, away: 1 },
      { label: '2H', home: 1, away: 1 },
    ],
    detail: {
      scorers,
      corners: { home: 0, away: 0 },
      yellowCards: { home: 1, away: 2 },
      redCards: { home: 0, away: 0 },
    },
    pending: [],
    updatedAt: 1_795_366_799_285,
  })
}
