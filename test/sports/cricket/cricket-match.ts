import type { MatchState, Side } from '../../../src/match/state.ts'
import type { CricketDetail, Innings } from '../../../src/sports/cricket/detail.ts'
import { cricket } from '../../../src/sports/cricket/index.ts'
import { MatchBuilder, type Outcome } from '../../support/sports/match-builder.ts'

/** A cricket match written as scorers write it: `1 . 4 W 2wd nb 4nb 1lb 2b`. */
export class CricketMatch {
  readonly match: MatchBuilder

  constructor(format: unknown = 'odi') {
    this.match = new MatchBuilder(cricket, format)
  }

  send(type: string, fields: object = {}): Outcome {
    return this.match.send(type, fields)
  }

  /** Starts an innings of Reds (home) or Blues (away). */
  start(batting: Side, fields: object = {}): this {
    this.send('innings_start', { batting, ...fields })
    return this
  }

  /** Bowls these balls. `fields` go with each of them. */
  bowl(balls: string, fields: object = {}): this {
    for (const ball of balls.split(' ')) this.send('delivery', { ...deliveryOf(ball), ...fields })
    return this
  }

  /** Scores so many runs, then as many wickets, each with a ball of its own. */
  make(runs: number, wickets = 0): this {
    for (let left = runs; left > 0; left -= 6) this.bowl(left >= 6 ? '6' : String(left))
    for (let n = 0; n < wickets; n += 1) this.bowl('W', { striker: `batter ${n}` })
    return this
  }

  end(reason?: string, fields: object = {}): this {
    this.send('innings_end', { ...(reason && { reason }), ...fields })
    return this
  }

  get state(): MatchState {
    return this.match.state
  }

  get detail(): CricketDetail {
    return this.match.state.detail as CricketDetail
  }

  innings(n = this.state.period?.n): Innings {
    const innings = this.detail.innings[String(n)]
    if (innings === undefined) throw new Error(`no innings ${n}`)
    return innings
  }
}

const BALL = /^(?<runs>\d*)(?<kind>wd|nb|lb|b)?(?<wicket>W)?$/

function deliveryOf(text: string): object {
  if (text === '.') return {}
  const { runs = '', kind, wicket } = BALL.exec(text)?.groups ?? {}
  const n = Number(runs)
  const out = wicket ? { wickets: [{ kind: kind ? 'run_out' : 'bowled' }] } : {}
  switch (kind) {
    case 'wd':
      return { wides: runs === '' ? 1 : n, ...out }
    case 'nb':
      return { noBalls: 1, ...(n > 0 && { bat: n }), ...out }
    case 'lb':
      return { legByes: n, ...out }
    case 'b':
      return { byes: n, ...out }
    default:
      return { ...(n > 0 && { bat: n }), ...((n === 4 || n === 6) && { boundary: n }), ...out }
  }
}
