import type { MatchState } from '../../match/state.ts'
import { inWords } from '../common/words.ts'
import type { Cell, Panel, Row } from '../contract/blocks.ts'
import type { Batter, Bowler, Innings } from './detail.ts'
import { bowledText, countsInBalls, totalText } from './units.ts'

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
        columns: ['Batter', 'R', 'B', '4s', '6s'].map((text) => ({ text })),
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
        columns: ['Bowler', countsInBalls(state) ? 'B' : 'O', 'M', 'R', 'W'].map((text) => ({ text })),
        rows: inOrder(innings.bowlers).map(([name, bowler]) => bowlerRow(name, bowler)),
      },
    ],
  }
}

function inOrder<Player extends { readonly order: number }>(players: Readonly<Record<string, Player>>) {
  return Object.entries(players).sort(([, left], [, right]) => left.order - right.order)
}

function batterRow(name: string, { runs, balls, fours, sixes, out, retired }: Batter): Row {
  const note = out?.how ?? (retired ? inWords(`retired_${retired}`) : 'not out')
  return { key: name, name, note, cells: [{ text: String(runs), kind: 'total' }, ...[balls, fours, sixes].map(cell)] }
}

function bowlerRow(name: string, { overs, balls, maidens, runs, wickets }: Bowler): Row {
  const cells = [balls ?? overs, maidens, runs].map(cell)
  return { key: name, name, cells: [...cells, { text: String(wickets), kind: 'total' }] }
}

function cell(value: number | string): Cell {
  return { text: String(value) }
}
