import type { AppliedUpdate } from '../../../client/index.ts'
import { inWords } from '../../../client/progress-label.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import type { Batter, Bowler, CricketDetail, Innings } from '../../../sports/cricket/detail.ts'
import { type Child, h, hidden } from '../dom.ts'
import { bowledText, count, countsInBalls, overWord, rateText } from './cricket-progress.ts'
import { tellCricket } from './cricket-story.ts'
import { panel } from './period-panel.ts'
import { announceCommon } from './score-text.ts'
import type { ScoreCell, SportView } from './sport-view.ts'

export const cricketView: SportView = {
  story: 'lines',
  cells: (state, side) =>
    inningsOf(state, side).flatMap((innings, index, all) => inningsCells(state, innings, index === all.length - 1)),
  isInPossession: (state, side) => state.status === 'live' && current(state)?.side === side,
  headline: (state, side) => inningsOf(state, side).map(totalText).join(' & ') || '–',
  summary: (state) => [oversLine(state), chaseLine(state), atTheCrease(state)],
  panels: (state) =>
    allInnings(state)
      .toReversed()
      .map((innings) => inningsPanel(state, innings)),
  tell: tellCricket,
  announce: (update) => announceCommon(update) ?? announceWicket(update),
  celebrates: () => undefined,
}

function detailOf(state: MatchState): Partial<CricketDetail> {
  return state.detail
}

function allInnings(state: MatchState): Innings[] {
  return Object.values(detailOf(state).innings ?? {}).sort((left, right) => left.n - right.n)
}

/** Of the match proper; a super over has its own card. */
function inningsOf(state: MatchState, side: Side): Innings[] {
  return allInnings(state).filter((innings) => innings.side === side && innings.superOver === undefined)
}

function current(state: MatchState): Innings | undefined {
  const innings = detailOf(state).innings?.[String(state.period?.n)]
  return innings?.closedReason === undefined ? innings : undefined
}

/** `182/4`, `324`, `250/8d` */
function totalText({ runs, wickets, closedReason, declared }: Innings): string {
  return closedReason === 'all_out' ? String(runs) : `${runs}/${wickets}${declared ? 'd' : ''}`
}

function inningsCells(state: MatchState, innings: Innings, isLast: boolean): ScoreCell[] {
  const total: ScoreCell = { text: totalText(innings), kind: isLast ? 'main' : 'part' }
  if (!isLast || innings.closedReason !== undefined) return [total]
  return [{ text: `(${bowledText(state, innings)})`, kind: 'note' }, total]
}

function oversLine(state: MatchState): Child {
  const innings = current(state) ?? allInnings(state).at(-1)
  if (!innings) return undefined
  const { rate, overs, oversLimit, ballsLimit, balls } = innings
  const [unit, bowled, limit] = countsInBalls(state) ? ['Balls', balls, ballsLimit] : ['Overs', overs, oversLimit]
  const { powerplay, freeHit, par } = detailOf(state)
  const parts = [
    `${unit} ${bowled}${limit === undefined ? '' : `/${limit}`}`,
    rate !== undefined && `Run rate ${rateText(state, rate)}`,
    powerplay !== undefined && `Powerplay ${powerplay}`,
    par !== undefined && `DLS par ${par}`,
    freeHit && 'Free hit',
  ]
  return h('p', { class: 'totals', key: 'overs' }, parts.filter(Boolean).join('  ·  '))
}

/** What the side batting last needs, or who leads. */
function chaseLine(state: MatchState): Child {
  const { chase, lead } = detailOf(state)
  const batting = current(state)?.side
  if (!batting || state.status === 'ended' || state.status === 'final') return undefined
  const name = state[batting].name
  if (chase) {
    const from = chase.ballsLeft === undefined ? '' : ` from ${count(chase.ballsLeft, 'ball')}`
    const rate = chase.rate === undefined ? '' : ` · required rate ${rateText(state, chase.rate)}`
    return h('p', { class: 'callout', key: 'chase' }, `${name} need ${count(chase.needed, 'run')}${from}${rate}`)
  }
  if (lead === undefined || allInnings(state).length < 2) return undefined
  const text = lead === 0 ? 'Scores level' : `${name} ${lead > 0 ? 'lead' : 'trail'} by ${Math.abs(lead)}`
  return h('p', { class: 'callout', key: 'lead' }, text)
}

/** The two batters, the bowler, and the balls of this over. */
function atTheCrease(state: MatchState): Child {
  const innings = current(state)
  const { batting = [], striker, bowler, thisOver, partnership } = detailOf(state)
  if (!innings || state.status !== 'live') return undefined
  const batter = (name: string, isStriker: boolean) => {
    const figures = innings.batters[name]
    if (!figures) return undefined
    return h(
      'li',
      { key: `bat ${name}` },
      h(
        'span',
        {},
        name,
        isStriker && [h('span', { class: 'strike', 'aria-hidden': 'true' }, '*'), hidden(' on strike')],
      ),
      h('span', { class: 'figures' }, h('b', {}, figures.runs), ` (${figures.balls})`),
    )
  }
  const bowling = bowler === undefined ? undefined : innings.bowlers[bowler]
  return h(
    'div',
    { class: 'crease', key: 'crease' },
    h(
      'ul',
      { 'aria-label': 'At the crease' },
      batting.map((name) => batter(name, name === striker)),
    ),
    bowling &&
      bowler !== undefined &&
      h(
        'ul',
        { 'aria-label': 'Bowling' },
        h('li', { key: bowler }, h('span', {}, bowler), h('span', { class: 'figures' }, bowlerText(bowling))),
      ),
    thisOver && h('p', { class: 'over' }, overLine(thisOver, overWord(state))),
    partnership && h('p', { class: 'partnership' }, `Partnership ${partnership.runs} (${partnership.balls})`),
  )
}

function overLine(thisOver: string, over: string): HTMLElement[] {
  const balls = thisOver
    .split(' ')
    .map((ball) =>
      h(
        'li',
        { class: `ball ${ballKind(ball)}` },
        ball === '.' ? [h('span', { 'aria-hidden': 'true' }, '•'), hidden('dot')] : ball,
      ),
    )
  return [
    h('span', { class: 'over-label' }, `This ${over}`),
    h('ol', { class: 'balls', 'aria-label': `Balls of this ${over}` }, balls),
  ]
}

function ballKind(ball: string): string {
  if (ball.includes('W')) return 'wicket'
  if (/^[46]$/.test(ball)) return 'boundary'
  return ''
}

/** `2/31 (4.3) 1 mdn`: wickets, runs, overs, maidens; or `2/31 (15 balls)`. */
function bowlerText({ overs, balls, maidens, runs, wickets }: Bowler): string {
  return balls === undefined
    ? `${wickets}/${runs} (${overs})${maidens > 0 ? ` ${maidens} mdn` : ''}`
    : `${wickets}/${runs} (${count(balls, 'ball')})`
}

function inningsPanel(state: MatchState, innings: Innings): HTMLElement {
  const batters = Object.entries(innings.batters).sort(([, left], [, right]) => left.order - right.order)
  const bowlers = Object.entries(innings.bowlers).sort(([, left], [, right]) => left.order - right.order)
  const { wides, noBalls, byes, legByes, penalty } = innings.extras
  const extras = wides + noBalls + byes + legByes + penalty
  const which = innings.superOver === undefined ? '' : ', super over'
  return panel(
    `${state[innings.side].name} ${totalText(innings)} (${bowledText(state, innings)})${which}`,
    h(
      'div',
      { class: 'scroll' },
      table(
        ['Batter', 'R', 'B', '4s', '6s'],
        batters.map(([player, batter]) => batterRow(player, batter)),
      ),
    ),
    h(
      'p',
      { class: 'extras' },
      `Extras ${extras} (w ${wides}, nb ${noBalls}, b ${byes}, lb ${legByes}${penalty ? `, p ${penalty}` : ''})`,
    ),
    h(
      'div',
      { class: 'scroll' },
      table(
        ['Bowler', countsInBalls(state) ? 'B' : 'O', 'M', 'R', 'W'],
        bowlers.map(([player, bowler]) => bowlerRow(player, bowler)),
      ),
    ),
  )
}

function table(heads: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const head = heads.map((name) => h('th', { scope: 'col' }, name))
  return h('table', { class: 'numbers card-table' }, h('thead', {}, h('tr', {}, head)), h('tbody', {}, rows))
}

function batterRow(name: string, { runs, balls, fours, sixes, out, retired }: Batter): HTMLElement {
  const how = out?.how ?? (retired ? inWords(`retired_${retired}`) : 'not out')
  const who = h('th', { scope: 'row' }, name, h('span', { class: 'how' }, how))
  return h(
    'tr',
    { key: name },
    who,
    h('td', { class: 'total' }, runs),
    [balls, fours, sixes].map((value) => h('td', {}, value)),
  )
}

function bowlerRow(name: string, { overs, balls, maidens, runs, wickets }: Bowler): HTMLElement {
  const cells = [balls ?? overs, maidens, runs].map((value) => h('td', {}, value))
  return h('tr', { key: name }, h('th', { scope: 'row' }, name), cells, h('td', { class: 'total' }, wickets))
}

function announceWicket({ message, before, after }: AppliedUpdate): string | undefined {
  const innings = current(after) ?? allInnings(after).at(-1)
  const earlier = innings && detailOf(before).innings?.[String(innings.n)]
  if (message.kind !== 'add' || !innings || !earlier || innings.wickets <= earlier.wickets) return undefined
  return `Wicket! ${after[innings.side].name} ${innings.runs} for ${innings.wickets}`
}
