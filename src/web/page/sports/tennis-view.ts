import type { AppliedUpdate } from '../../../client/index.ts'
import { inWords } from '../../../client/progress-label.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import type { TennisDetail } from '../../../sports/tennis/events.ts'
import { type Child, h, hidden, icon } from '../dom.ts'
import type { TimelineEntry } from '../timeline.ts'
import { tellPlain } from './generic-view.ts'
import { announceCommon, scoreText, spokenScore } from './score-text.ts'
import type { ScoreCell, SportView, StoryItem } from './sport-view.ts'

type TennisSet = TennisDetail['sets'][number]

export const tennisView: SportView = {
  story: 'lines',
  cells: (state, side) => [...setCells(state, side), ...pointCells(state, side)],
  rowName: (state, side) =>
    state[side].name
      .split(/\s*\/\s*/)
      .map(shortName)
      .join(' / '),
  isInPossession: (state, side) => state.status === 'live' && detailOf(state).server?.side === side,
  headline: (state, side) => String(state.score[side]),
  summary: (state) => [board(state), chance(state)],
  panels: () => [],
  tell: tellTennis,
  announce: (update) => announceCommon(update) ?? announceSet(update),
  celebrates: () => undefined,
}

function detailOf(state: MatchState): Partial<TennisDetail> {
  return state.detail
}

/** `C. Alcaraz` */
function shortName(name: string): string {
  const [first = '', ...rest] = name.split(' ')
  return rest.length === 0 ? first : `${[...first][0]}. ${rest.join(' ')}`
}

function setCells(state: MatchState, side: Side): ScoreCell[] {
  const { sets = [], games } = detailOf(state)
  const over = sets.map((set): ScoreCell => {
    const tiebreak = isWonBy(set, side) ? undefined : set.tiebreak?.[side]
    const kind = isWonBy(set, side) ? 'won' : 'part'
    // A match tie-break stands in for a set: its points say more than 1–0.
    if (set.tiebreak && set.home + set.away === 1) return { text: String(set.tiebreak[side]), kind }
    return { text: String(set[side]), kind, ...(tiebreak !== undefined && { sup: String(tiebreak) }) }
  })
  return games ? [...over, { text: String(games[side]), kind: 'live' }] : over
}

function pointCells(state: MatchState, side: Side): ScoreCell[] {
  const { points } = detailOf(state)
  return points && state.status === 'live' ? [{ text: String(points[side]), kind: 'points' }] : []
}

function isWonBy(set: TennisSet, side: Side): boolean {
  return set[side] > set[side === 'home' ? 'away' : 'home']
}

/** The scoreboard of the court: a column for each set, then games and points. */
function board(state: MatchState): Child {
  const { sets = [], games, points, tiebreak } = detailOf(state)
  if (sets.length === 0 && !games) return undefined
  const columns = sets.map((_, index) => `Set ${index + 1}`)
  if (games) columns.push(tiebreak === 'match' ? 'Match tie-break' : `Set ${sets.length + 1}`)
  const isPlaying = points && state.status === 'live'
  const row = (side: Side) =>
    h(
      'tr',
      { class: state.result?.winner === side ? 'winner' : undefined },
      h('th', { scope: 'row' }, serveDot(state, side), state[side].name),
      setCells(state, side).map(({ text, sup, kind }) =>
        h('td', { class: kind }, text, sup !== undefined && h('sup', {}, hidden(' tie-break '), sup)),
      ),
      isPlaying && h('td', { class: 'total points' }, points[side]),
    )
  const head = h(
    'tr',
    {},
    h('th', { scope: 'col' }, hidden('Player')),
    columns.map((name, index) => h('th', { scope: 'col' }, h('abbr', { title: name }, index + 1))),
    isPlaying && h('th', { scope: 'col', class: 'total' }, tiebreak ? 'Tie-break' : 'Points'),
  )
  const table = h('table', { class: 'numbers tennis' }, h('thead', {}, head), h('tbody', {}, row('home'), row('away')))
  return h('div', { class: 'scroll court', key: 'court' }, table)
}

function serveDot(state: MatchState, side: Side): Child {
  const isServing = state.status === 'live' && detailOf(state).server?.side === side
  return h('span', { class: isServing ? 'serve-dot on' : 'serve-dot' }, isServing && hidden('serving '))
}

function chance(state: MatchState): Child {
  const { matchPoint, setPoint, breakPoint } = detailOf(state)
  const [name, side] = matchPoint
    ? ['Match point', matchPoint]
    : setPoint
      ? ['Set point', setPoint]
      : ['Break point', breakPoint]
  if (!side || state.status !== 'live') return undefined
  const who = side === 'both' ? 'both' : state[side].name
  return h('p', { class: 'callout', key: 'chance' }, icon('flag'), `${name}: ${who}`)
}

function announceSet({ before, after }: AppliedUpdate): string | undefined {
  return scoreText(before.score) === scoreText(after.score) ? undefined : `Set won. Sets: ${spokenScore(after)}`
}

/** Points as the umpire calls them after each; games and sets as headings where they were won. */
function tellTennis(entries: readonly TimelineEntry[]): { entry: TimelineEntry; item: StoryItem }[] {
  return entries.map((entry) => ({ entry, item: tell(entry) }))
}

function tell({ event, before, after }: TimelineEntry): StoryItem {
  const { sets: setsBefore = [], games: gamesBefore } = detailOf(before)
  const { sets = [], games, points } = detailOf(after)
  const name = event.team ? after[event.team].name : ''
  const kind = typeof event['kind'] === 'string' ? inWords(event['kind']) : undefined
  const detail = kind === undefined ? {} : { detail: kind }
  const last = sets.at(-1)
  if (sets.length > setsBefore.length && last) {
    const winner = after[last.home > last.away ? 'home' : 'away'].name
    return { tone: 'phase', title: `Set ${sets.length}: ${winner} ${scoreText(last)}`, score: scoreText(after.score) }
  }
  if (event.type !== 'point' || !games) return tellPlain(event, scoreText(after.score))
  const isGame = gamesBefore !== undefined && games.home + games.away !== gamesBefore.home + gamesBefore.away
  if (isGame) return { tone: 'goal', title: `Game ${name}`, score: scoreText(games), ...detail }
  return { tone: 'plain', title: name, ...(points && { when: `${points.home}–${points.away}` }), ...detail }
}
