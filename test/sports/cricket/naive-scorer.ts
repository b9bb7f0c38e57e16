import type { MatchEvent } from '../../../src/match/event.ts'
import type { Side } from '../../../src/match/state.ts'
import type { CricketFormat } from '../../../src/sports/cricket/format.ts'

/**
 * A scorer with a sheet of paper: adds up the deliveries of an innings from the beginning each time, and knows nothing
 * of overs in progress, of patches, or of the order in which things arrived. The oracle for the engine.
 */
export function scoreInnings(events: readonly MatchEvent[], n: number, { ballsPerOver }: CricketFormat) {
  const balls = events.filter((event) => event.type === 'delivery' && event.period === n)
  const sum = (key: string, of: readonly MatchEvent[] = balls) =>
    of.reduce((total, event) => total + amount(event[key]), 0)
  const isLegal = (event: MatchEvent) => amount(event['wides']) + amount(event['noBalls']) === 0
  const opening = events.find((event) => event.type === 'innings_start' && event['n'] === n)
  const side = opening?.['batting'] as Side
  const penalties = penaltiesDuring(events, n, side)
  const runs = ['bat', 'wides', 'noBalls', 'byes', 'legByes', 'penalty'].reduce((total, key) => total + sum(key), 0)
  const batters = [...new Set(balls.map((event) => String(event['striker'])))]
  const bowlers = [...new Set(balls.map((event) => String(event['bowler'])))]
  return {
    n,
    side,
    runs: runs + penalties,
    wickets: balls.flatMap((event) => (event['wickets'] ?? []) as { kind: string }[]).filter(isOut).length,
    balls: balls.filter(isLegal).length,
    overs: oversOf(events, n, ballsPerOver),
    extras: {
      wides: sum('wides'),
      noBalls: sum('noBalls'),
      byes: sum('byes'),
      legByes: sum('legByes'),
      penalty: sum('penalty') + penalties,
    },
    batters: Object.fromEntries(
      batters.map((name) => {
        const faced = balls.filter((event) => event['striker'] === name)
        const hit = faced.filter((event) => amount(event['bat']) > 0)
        const count = (boundary: number) => hit.filter((event) => event['boundary'] === boundary).length
        const ballsFaced = faced.filter((event) => amount(event['wides']) === 0).length
        return [name, { runs: sum('bat', faced), balls: ballsFaced, fours: count(4), sixes: count(6) }]
      }),
    ),
    bowlers: Object.fromEntries(
      bowlers.map((name) => {
        const bowled = balls.filter((event) => event['bowler'] === name)
        return [name, { runs: sum('bat', bowled) + sum('wides', bowled) + sum('noBalls', bowled) }]
      }),
    ),
  }

  function oversOf(all: readonly MatchEvent[], period: number, perOver: number): string {
    const over = Math.max(-1, ...balls.map((event) => amount(event['over'])))
    const legal = balls.filter((event) => event['over'] === over && isLegal(event)).length
    const isEnded = all.some((e) => e.type === 'over_end' && e.period === period && e['over'] === over)
    return isEnded || legal >= perOver || over < 0 ? `${over + 1}.0` : `${over}.${legal}`
  }
}

function isOut({ kind }: { readonly kind: string }): boolean {
  return kind !== 'retired_hurt' && kind !== 'retired_not_out'
}

/** Penalty runs that the batting side was given between the deliveries of its innings. */
function penaltiesDuring(events: readonly MatchEvent[], n: number, side: Side): number {
  const begin = events.findIndex((event) => event.type === 'innings_start' && event['n'] === n)
  const end = events.findIndex((event) => event.type === 'innings_end' && event['n'] === n)
  return events
    .slice(begin, end)
    .filter((event) => event.type === 'penalty_runs' && event['side'] === side)
    .reduce((total, event) => total + amount(event['runs']), 0)
}

function amount(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
