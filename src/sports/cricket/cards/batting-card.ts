import type { MatchState } from '../../../match/state.ts'
import { count, inWords, ordinal } from '../../common/text/words.ts'
import type { Block, Cell, Footnote, Panel, Row } from '../../contract/blocks.ts'
import type { StoryEntry } from '../../contract/presentation.ts'
import type { Batter, Bowler, Innings } from '../detail.ts'
import { ballsGone, bowledText, countsInBalls, overWord, rateOf, totalText } from '../units.ts'
import { type BowlerCount, countInnings, type InningsCount } from './count-innings.ts'
import { lineupOf, markedName, notBatting } from './lineup.ts'

/**
 * The card of an innings: who batted, the extras, who bowled. Where the entries are all of it, also what each bowler gave
 * away, the partnerships, and the runs by over.
 */
export function battingCard(state: MatchState, innings: Innings, entries: readonly StoryEntry[]): Panel {
  const counted = countInnings(innings, entries)
  const lineup = lineupOf(entries, innings.side)
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
        rows: inOrder(innings.batters).map(([name, batter]) => batterRow(name, batter, markedName(name, lineup))),
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
          ...(counted ? GIVEN_AWAY : []),
        ],
        rows: inOrder(innings.bowlers).map(([name, bowler]) => bowlerRow(state, name, bowler, counted)),
      },
      ...notBatting(innings, lineup),
      ...fallOfWickets(state, innings),
      ...(counted ? [...partnerships(counted), ...runsByOver(state, counted)] : []),
    ],
  }
}

function inOrder<Player extends { readonly order: number }>(players: Readonly<Record<string, Player>>) {
  return Object.entries(players).sort(([, left], [, right]) => left.order - right.order)
}

function batterRow(key: string, { runs, balls, fours, sixes, out, retired }: Batter, name: string): Row {
  const strikeRate = balls === 0 ? '–' : ((runs * 100) / balls).toFixed(1)
  const note = out?.how ?? (retired ? inWords(`retired_${retired}`) : 'not out')
  return {
    key,
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

const GIVEN_AWAY = [
  { text: 'WD', title: 'Runs from wides' },
  { text: 'NB', title: 'Runs from no-balls' },
  { text: '0s', title: 'Dot balls' },
]
const NOTHING: BowlerCount = { wides: 0, noBalls: 0, dots: 0 }

function bowlerRow(
  state: MatchState,
  name: string,
  { overs, balls, maidens, runs, wickets }: Bowler,
  counted: InningsCount | undefined,
): Row {
  const { wides, noBalls, dots } = counted?.bowlers.get(name) ?? NOTHING
  const given = counted ? [wides, noBalls, dots].map(cell) : []
  const economy = rateOf(state, runs, balls ?? ballsGone(state, { overs }))?.toFixed(2) ?? '–'
  const cells = [balls ?? overs, maidens, runs].map(cell)
  return { key: name, name, cells: [...cells, { text: String(wickets), kind: 'total' }, cell(economy), ...given] }
}

/** `Partnerships: 1st 54 (41) Ann, Cat; 2nd 12* (9) Cat, Dot` */
function partnerships({ partnerships: all }: InningsCount): Footnote[] {
  if (all.length === 0) return []
  const texts = all.map(
    ({ names, runs, balls, isUnbroken }, index) =>
      `${ordinal(index + 1)} ${runs}${isUnbroken ? '*' : ''} (${balls}) ${names.join(', ')}`,
  )
  return [{ kind: 'footnote', about: 'sum', text: `Partnerships: ${texts.map((text) => text.trim()).join('; ')}` }]
}

/** A step for each over; those with a wicket stand out. */
function runsByOver(state: MatchState, { overs }: InningsCount): Block[] {
  const word = overWord(state)
  const steps = overs.map(({ over, runs, wickets }) => {
    const fallen = wickets > 0 ? `, ${count(wickets, 'wicket')}` : ''
    const spoken = `${inWords(word)} ${over + 1}: ${count(runs, 'run')}${fallen}`
    return { text: String(runs), spoken, ...(wickets > 0 && { tone: 'bad' as const }) }
  })
  return [{ kind: 'sequence', label: `Runs by ${word}`, spokenLabel: `Runs by ${word}`, steps }]
}

function cell(value: number | string): Cell {
  return { text: String(value) }
}
