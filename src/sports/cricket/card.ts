import type { MatchState } from '../../match/state.ts'
import { count, inWords } from '../common/words.ts'
import type { Cell, Footnote, Panel, Row } from '../contract/blocks.ts'
import type { Batter, Bowler, Innings } from './detail.ts'
import { ballsGone, bowledText, countsInBalls, rateOf, totalText } from './units.ts'

/** The card of an innings: who batted, the extras, who bowled. */
export function battingCard(state: MatchState, innings: Innings): Panel {
  const { wides, noBalls, byes, legByes, penalty } = innings.extras
  const extras = wides + noBalls + byes + legByes + penalty
  const which = innings.superOver === undefined ? '' : ', super over'
  return {
    title: `${state[innings.side].name} ${totalText(innings)} (${bowledText(state, innings)})${which}`,
    blocks: [
      {
        kind: 'table',
        look: 'card',
        columns: [...['Batter', 'R', 'B', '4s', '6s'].map((text) => ({ text })), { text: 'SR', title: 'Strike rate' }],
        rows: inOrder(innings.batters).map(([name, batter]) => batterRow(name, batter)),
      },
      {
        kind: 'footnote',
        about: 'sum',
        text: `Extras ${extras} (w ${wides}, nb ${noBalls}, b ${byes}, lb ${legByes}${penalty ? `, p ${penalty}` : ''})`,
      },
      {
        kind: 'table',
        look: 'card',
        columns: [
          ...['Bowler', countsInBalls(state) ? 'B' : 'O', 'M', 'R', 'W'].map((text) => ({ text })),
          { text: 'Econ', title: 'Economy' },
        ],
        rows: inOrder(innings.bowlers).map(([name, bowler]) => bowlerRow(state, name, bowler)),
      },
      ...fallOfWickets(state, innings),
    ],
  }
}

function inOrder<Player extends { readonly order: number }>(players: Readonly<Record<string, Player>>) {
  return Object.entries(players).sort(([, left], [, right]) => left.order - right.order)
}

function batterRow(name: string, { runs, balls, fours, sixes, out, retired }: Batter): Row {
  const strikeRate = balls === 0 ? '–' : ((runs * 100) / balls).toFixed(1)
  const note = out?.how ?? (retired ? inWords(`retired_${retired}`) : 'not out')
  return {
    key: name,
    name,
    note,
    cells: [{ text: String(runs), kind: 'total' }, ...[balls, fours, sixes, strikeRate].map(cell)],
  }
}

/** `1-12 (Ann, 3.4 ov), 2-30 (Cat, 6.1 ov)` */
function fallOfWickets(state: MatchState, { batters }: Innings): Footnote[] {
  const fallen = Object.entries(batters)
    .flatMap(([name, { out }]) => (out ? [{ name, ...scoreAt(out.at), overs: out.overs }] : []))
    .sort((left, right) => left.wickets - right.wickets)
  if (fallen.length === 0) return []
  const texts = fallen.map(
    ({ name, runs, wickets, overs }) => `${wickets}-${runs} (${name}, ${bowledThen(state, overs)})`,
  )
  return [{ kind: 'footnote', about: 'sum', text: `Fall of wickets: ${texts.join(', ')}` }]
}

function bowledThen(state: MatchState, overs: string): string {
  return countsInBalls(state) ? count(ballsGone(state, { overs }), 'ball') : `${overs} ov`
}

function scoreAt(at: string): { runs: number; wickets: number } {
  const [runs = 0, wickets = 0] = at.split('/').map(Number)
  return { runs, wickets }
}

function bowlerRow(state: MatchState, name: string, { overs, balls, maidens, runs, wickets }: Bowler): Row {
  const economy = rateOf(state, runs, balls ?? ballsGone(state, { overs }))?.toFixed(2) ?? '–'
  const cells = [balls ?? overs, maidens, runs].map(cell)
  return { key: name, name, cells: [...cells, { text: String(wickets), kind: 'total' }, cell(economy)] }
}

function cell(value: number | string): Cell {
  return { text: String(value) }
}
