import { isToCome } from '../../match/scoreboard.ts'
import { otherSide } from '../../match/sides.ts'
import type { MatchState, Side } from '../../match/state.ts'
import { announceCommon } from '../common/text/announce.ts'
import { plainPresentation } from '../common/text/presentation.ts'
import { scoreText, spokenTotals } from '../common/text/score-text.ts'
import type { Block, Cell, Row } from '../contract/blocks.ts'
import type { ShownUpdate, SportPresentation } from '../contract/presentation.ts'
import type { TennisDetail } from '../engines/games/detail.ts'
import { correctedSets } from '../engines/sets/story.ts'
import { tennisStatistics } from './statistics.ts'
import { tennisStory } from './story.ts'

type TennisSet = TennisDetail['sets'][number]

export const tennisPresentation: SportPresentation = {
  ...plainPresentation,
  rowName: (state, side) =>
    state[side].name
      .split(/\s*\/\s*/)
      .map(shortName)
      .join(' / '),
  summary: (state) => [...court(state), ...serving(state), ...chance(state), ...changeOfEnds(state)],
  panels: tennisStatistics,
  story: tennisStory,
  correctedText: correctedSets,
  announce: (update) => announceCommon(update) ?? announceSet(update),
}

function detailOf(state: MatchState): Partial<TennisDetail> {
  return state.detail
}

/** `C. Alcaraz` */
function shortName(name: string): string {
  const [first = '', ...rest] = name.split(' ')
  return rest.length === 0 ? first : `${[...first][0]}. ${rest.join(' ')}`
}

function setCells(state: MatchState, side: Side): Cell[] {
  const { sets = [], games } = detailOf(state)
  const over = sets.map((set): Cell => {
    const kind = isWonBy(set, side) ? 'won' : 'part'
    // A match tie-break stands in for a set: its points say more than 1–0.
    if (set.tiebreak && set.home + set.away === 1) return { text: String(set.tiebreak[side]), kind }
    const tiebreak = kind === 'won' ? undefined : set.tiebreak?.[side]
    const sup = tiebreak === undefined ? {} : { sup: String(tiebreak), supTitle: 'tie-break' }
    return { text: String(set[side]), kind, ...sup }
  })
  return games ? [...over, { text: String(games[side]), kind: 'live' }] : over
}

function pointCells(state: MatchState, side: Side): Cell[] {
  const { points } = detailOf(state)
  return points && state.status === 'live' ? [{ text: String(points[side]), kind: 'points' }] : []
}

function isWonBy(set: TennisSet, side: Side): boolean {
  return set[side] > set[otherSide(side)]
}

/** The scoreboard of the court: a column for each set, then games and points. */
function court(state: MatchState): Block[] {
  const { sets = [], games, tiebreak, server } = detailOf(state)
  // Of a match that has not begun, or was called off before, `0–0` is no score.
  const isUnplayed = isToCome(state) || state.status === 'postponed' || state.status === 'cancelled'
  if (sets.length === 0 && (!games || (isUnplayed && games.home + games.away === 0))) return []
  const titles = sets.map((_, index) => `Set ${index + 1}`)
  if (games) titles.push(tiebreak === 'match' ? 'Match tie-break' : `Set ${sets.length + 1}`)
  const row = (side: Side): Row => ({
    name: state[side].name,
    turn: { isOn: state.status === 'live' && server?.side === side, spoken: 'serving' },
    isWinner: state.result?.winner === side,
    cells: [...setCells(state, side), ...pointCells(state, side)],
  })
  const columns = [
    { text: 'Player', isSpoken: true },
    ...titles.map((title, index) => ({ text: String(index + 1), title })),
    ...pointCells(state, 'home').map(() => ({ text: tiebreak ? 'Tie-break' : 'Points', isTotal: true })),
  ]
  return [{ kind: 'table', look: 'board', columns, rows: [row('home'), row('away')] }]
}

/** `Ann Lee serves to Cat Roy`: in doubles, and where a side has another name than its player. */
function serving(state: MatchState): Block[] {
  const { server, receiver } = detailOf(state)
  if (state.status !== 'live' || server?.player === undefined || server.player === state[server.side].name) return []
  const to = receiver?.player === undefined ? '' : ` to ${receiver.player}`
  return [{ kind: 'facts', key: 'serving', facts: [`${server.player} serves${to}`] }]
}

function chance(state: MatchState): Block[] {
  const { matchPoint, setPoint, breakPoint } = detailOf(state)
  const [name, side] = matchPoint
    ? ['Match point', matchPoint]
    : setPoint
      ? ['Set point', setPoint]
      : ['Break point', breakPoint]
  if (!side || state.status !== 'live') return []
  const who = side === 'both' ? 'both' : state[side].name
  return [{ kind: 'callout', key: 'chance', icon: 'flag', text: `${name}: ${who}` }]
}

function changeOfEnds(state: MatchState): Block[] {
  if (!detailOf(state).changeEnds || state.status !== 'live') return []
  return [{ kind: 'callout', key: 'ends', text: 'Change of ends' }]
}

function announceSet({ before, after }: ShownUpdate): string | undefined {
  return scoreText(before.score) === scoreText(after.score) ? undefined : `Set won. Sets: ${spokenTotals(after)}`
}
