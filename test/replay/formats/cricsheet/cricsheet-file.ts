/** Writes files as Cricsheet publishes them, from innings as scorers write them. Teams: Reds and Blues. */

export interface WrittenInnings {
  readonly team: string
  /** Overs of balls: `['1 . 4 W', '2wd . nb']`. */
  readonly overs?: readonly string[]
  readonly [field: string]: unknown
}

export function cricsheetFile(innings: readonly WrittenInnings[], info: object = {}): string {
  return JSON.stringify({
    meta: { data_version: '1.1.0', created: '2020-01-01', revision: 1 },
    info: {
      balls_per_over: 6,
      dates: ['2020-05-01'],
      match_type: 'T20',
      overs: 2,
      teams: ['Reds', 'Blues'],
      ...info,
    },
    innings: innings.map((each) => ({ ...each, overs: each.overs?.map(writeOver(each.team)) })),
  })
}

function writeOver(team: string) {
  return (balls: string, over: number) => {
    const names = { batter: `${team} ${over + 1}`, non_striker: `${team} 11`, bowler: `bowler ${over % 2}` }
    return { over, deliveries: balls.split(' ').map((ball) => ({ ...names, ...writeBall(ball, names.batter) })) }
  }
}

const BALL = /^(?<runs>\d*)(?<kind>wd|nb|lb|b)?(?<wicket>W)?$/
const KINDS: Readonly<Record<string, string>> = { wd: 'wides', nb: 'noballs', lb: 'legbyes', b: 'byes' }

function writeBall(text: string, batter: string): object {
  const { runs = '', kind, wicket } = BALL.exec(text)?.groups ?? {}
  const wickets = wicket ? { wickets: [{ kind: 'bowled', player_out: batter }] } : {}
  if (kind === undefined) return { runs: { batter: Number(runs), extras: 0, total: Number(runs) }, ...wickets }
  const amount = runs === '' ? 1 : Number(runs)
  return { runs: { batter: 0, extras: amount, total: amount }, extras: { [KINDS[kind] ?? kind]: amount }, ...wickets }
}
