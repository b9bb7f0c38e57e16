import type { MatchState } from '../../match/state.ts'
import { announceCommon } from '../common/text/announce.ts'
import { plainPresentation } from '../common/text/presentation.ts'
import { count } from '../common/text/words.ts'
import type { Block } from '../contract/blocks.ts'
import type { ShownUpdate, SportPresentation } from '../contract/presentation.ts'
import { battingCard } from './cards/batting-card.ts'
import type { Bowler, CricketDetail, Innings } from './detail.ts'
import { partnershipOf } from './scoring/partnership.ts'
import { cricketStory } from './story/cricket-story.ts'
import { ballsGone, countsInBalls, overWord, rateText } from './units.ts'

export const cricketPresentation: SportPresentation = {
  ...plainPresentation,
  summary: (state) => [...progressOf(state), ...standingOf(state), ...atTheCrease(state), ...playerOfMatch(state)],
  panels: (state, entries = []) =>
    [...allInnings(state)].reverse().map((innings) => battingCard(state, innings, entries)),
  story: cricketStory,
  correctedText,
  announce: (update) => announceCommon(update) ?? announceWicket(update),
}

function detailOf(state: MatchState): Partial<CricketDetail> {
  return state.detail
}

function allInnings(state: MatchState): Innings[] {
  return Object.values(detailOf(state).innings ?? {}).sort((left, right) => left.n - right.n)
}

function current(state: MatchState): Innings | undefined {
  const innings = detailOf(state).innings?.[String(state.period?.n)]
  return innings?.closedReason === undefined ? innings : undefined
}

function playerOfMatch(state: MatchState): Block[] {
  const { playerOfMatch: name } = detailOf(state)
  return name === undefined ? [] : [{ kind: 'facts', key: 'award', facts: [`Player of the match: ${name}`] }]
}

/** How far the innings is, and how fast. */
function progressOf(state: MatchState): Block[] {
  const innings = current(state) ?? allInnings(state).at(-1)
  if (!innings) return []
  const { runs, overs, oversLimit, ballsLimit, balls } = innings
  const rate = rateText(state, runs, ballsGone(state, innings))
  const [unit, bowled, limit] = countsInBalls(state) ? ['Balls', balls, ballsLimit] : ['Overs', overs, oversLimit]
  const { powerplay, freeHit, par } = detailOf(state)
  const facts = [
    `${unit} ${bowled}${limit === undefined ? '' : `/${limit}`}`,
    rate !== undefined && `Run rate ${rate}`,
    powerplay !== undefined && `Powerplay ${powerplay}`,
    par !== undefined && `DLS par ${par}`,
    freeHit && 'Free hit',
  ].filter((fact): fact is string => Boolean(fact))
  return [{ kind: 'facts', key: 'overs', facts }]
}

/** What the side batting last needs, or who leads. */
function standingOf(state: MatchState): Block[] {
  const { chase, lead } = detailOf(state)
  const batting = current(state)?.side
  if (!batting || state.status === 'ended' || state.status === 'final') return []
  const name = state[batting].name
  if (chase) {
    const from = chase.ballsLeft === undefined ? '' : ` from ${count(chase.ballsLeft, 'ball')}`
    const required = rateText(state, chase.needed, chase.ballsLeft ?? 0)
    const rate = required === undefined ? '' : ` · required rate ${required}`
    return [{ kind: 'callout', key: 'chase', text: `${name} need ${count(chase.needed, 'run')}${from}${rate}` }]
  }
  if (lead === undefined || allInnings(state).length < 2) return []
  const text = lead === 0 ? 'Scores level' : `${name} ${lead > 0 ? 'lead' : 'trail'} by ${Math.abs(lead)}`
  return [{ kind: 'callout', key: 'lead', text }]
}

/** The two batters, the bowler, and the balls of this over. */
function atTheCrease(state: MatchState): Block[] {
  const innings = current(state)
  if (!innings || state.status !== 'live') return []
  const { batting = [], striker, bowler, thisOver, partnershipFrom } = detailOf(state)
  const batters = batting.flatMap((name) => {
    const figures = innings.batters[name]
    if (!figures) return []
    const mark = name === striker && { mark: { text: '*', spoken: 'on strike' } }
    return [{ name, ...mark, figure: figures.runs, figures: ` (${figures.balls})` }]
  })
  const bowling = bowler === undefined ? undefined : innings.bowlers[bowler]
  const blocks: Block[] = [{ kind: 'people', label: 'At the crease', people: batters }]
  if (bowling && bowler !== undefined) {
    blocks.push({ kind: 'people', label: 'Bowling', people: [{ name: bowler, figures: figuresOf(bowling) }] })
  }
  if (thisOver) blocks.push(ballsOf(thisOver, overWord(state)))
  if (partnershipFrom) {
    const { runs, balls } = partnershipOf(innings, partnershipFrom)
    const text = `Partnership ${runs} (${balls})`
    blocks.push({ kind: 'footnote', about: 'pair', text })
  }
  return [{ kind: 'group', key: 'crease', blocks }]
}

function ballsOf(thisOver: string, over: string): Block {
  const steps = thisOver.split(' ').map((ball) => {
    if (ball === '.') return { text: '•', spoken: 'dot' }
    if (ball.includes('W')) return { text: ball, tone: 'bad' } as const
    return /^[46]$/.test(ball) ? ({ text: ball, tone: 'good' } as const) : { text: ball }
  })
  return { kind: 'sequence', label: `This ${over}`, spokenLabel: `Balls of this ${over}`, steps }
}

/** `2/31 (4.3) 1 mdn`: wickets, runs, overs, maidens; or `2/31 (15 balls)`. */
function figuresOf({ overs, balls, maidens, runs, wickets }: Bowler): string {
  return balls === undefined
    ? `${wickets}/${runs} (${overs})${maidens > 0 ? ` ${maidens} mdn` : ''}`
    : `${wickets}/${runs} (${count(balls, 'ball')})`
}

/** `84/3 (12.4)`: a wicket is not in the score. */
function correctedText({ innings }: Readonly<Record<string, unknown>>): string | undefined {
  const { runs, wickets, overs } = (innings ?? {}) as Partial<Innings>
  return runs === undefined || wickets === undefined ? undefined : `${runs}/${wickets} (${overs})`
}

function announceWicket({ message, before, after }: ShownUpdate): string | undefined {
  const innings = current(after) ?? allInnings(after).at(-1)
  const earlier = innings && detailOf(before).innings?.[String(innings.n)]
  if (message.kind !== 'add' || !innings || !earlier || innings.wickets <= earlier.wickets) return undefined
  return `Wicket! ${after[innings.side].name} ${innings.runs} for ${innings.wickets}`
}
