import type { MatchEvent } from '../../../../match/event.ts'
import type { MatchState } from '../../../../match/state.ts'
import { scoreText } from '../../../common/text/score-text.ts'
import { tellUnknown } from '../../../common/text/story.ts'
import { tellCommon } from '../../../common/text/tell-common.ts'
import { count, inWords, ordinal } from '../../../common/text/words.ts'
import type { SportStory, StoryEntry, StoryItem, Told as ToldItem } from '../../../contract/presentation.ts'
import type { Base, DiamondDetail } from '../detail.ts'
import { halfLabel } from '../place.ts'
import { BASES, numberOfBase } from '../plays/bases.ts'
import { PLATE_RESULTS } from '../plays/results.ts'
import { battingIn, inningOf, isTop } from '../reading.ts'
import { type Told, withRuns } from './runs-told.ts'

/** The board tells the count and who bats. */
const UNTOLD: ReadonlySet<string> = new Set(['pitch', 'batter', 'situation', 'clock'])

/** Play by play, folded by halves. */
export const diamondStory: SportStory = {
  layout: 'lines',
  untold: UNTOLD,
  tell: (entries) => withRuns(entries).flatMap((told) => (UNTOLD.has(told.entry.event.type) ? [] : [tellEntry(told)])),
}

function tellEntry<Entry extends StoryEntry>(told: Told<Entry>): ToldItem<Entry> {
  const { entry, half, runs, score, runsInHalf } = told
  const item = itemOf(told)
  const isScoring = runs !== 0
  return {
    entry,
    item: {
      ...item,
      ...(isScoring && { tone: 'goal' as const }),
      ...((isScoring || HAS_SCORE.has(entry.event.type)) && { score: scoreText(score) }),
      ...(half > 0 && { parts: [{ title: halfLabel(half), note: count(runsInHalf, 'run') }] }),
    },
  }
}

function itemOf({ entry, half, runs, score }: Told<StoryEntry>): StoryItem {
  const { event, after } = entry
  const own = Object.hasOwn(TITLES, event.type) ? TITLES[event.type]?.(event, after, half) : undefined
  if (own === undefined) return tellCommon(entry, scoreText(score)) ?? tellUnknown(event)
  const player = event.player ?? textOf(event, 'batter') ?? runnerOf(entry)
  const scored = runs > 0 && event.type !== 'run' && event.type !== 'score' ? count(runs, 'run') : undefined
  const detail = [player, scored, outsText(entry)].filter(Boolean).join(' · ')
  return { tone: TONES[event.type] ?? 'plain', title: own, ...(detail !== '' && { detail }) }
}

/** The score stands beside these, whether or not they bring runs. */
const HAS_SCORE: ReadonlySet<string> = new Set(['half_inning_end', 'period_end', 'forfeit'])

const TONES: Readonly<Record<string, StoryItem['tone']>> = {
  match_start: 'phase',
  half_inning_start: 'phase',
  half_inning_end: 'phase',
  period_start: 'phase',
  period_end: 'phase',
  last_inning: 'phase',
  game_called: 'phase',
  forfeit: 'phase',
}

type Title = (event: MatchEvent, after: MatchState, half: number) => string | undefined

const TITLES: Readonly<Record<string, Title>> = {
  match_start: () => 'Play ball',
  plate_appearance: ({ result }) => PLATE_RESULTS[result as keyof typeof PLATE_RESULTS]?.words ?? 'Plate appearance',
  half_inning_start: (_, after, half) => begins(after, half),
  period_start: (_, after, half) => begins(after, half),
  half_inning_end: (_, __, half) => ends(half),
  period_end: (_, __, half) => ends(half),
  run: () => 'Run scores',
  score: ({ points }, after, half) =>
    `${count(Number(points ?? 0), 'run')}, ${after[battingIn(Math.max(1, half))].name}`,
  out: ({ outs }) => (outs === 2 ? 'Double play' : outs === 3 ? 'Triple play' : 'Out'),
  stolen_base: ({ base }) => `Steals ${String(base)}`,
  caught_stealing: ({ base }) => `Caught stealing ${String(base)}`,
  runner_out: (event) => `Out on the bases${kindOf(event)}`,
  runner_advance: ({ to }) => `Runner goes to ${String(to)}`,
  wild_pitch: () => 'Wild pitch',
  passed_ball: () => 'Passed ball',
  balk: () => 'Balk',
  error: (event) => `Error${kindOf(event)}`,
  lineup: ({ team }, after) => (team ? `Line-up of ${after[team].name}` : 'Line-up'),
  pitching_change: () => 'Pitching change',
  last_inning: ({ inning }) => `The ${ordinal(Number(inning))} inning is the last`,
  game_called: (event) => `Game called${reasonOf(event)}`,
  forfeit: (event, after) => `${event.team ? after[event.team].name : 'A side'} forfeit${reasonOf(event)}`,
}

function begins(after: MatchState, half: number): string {
  return half === 0 ? 'Play begins' : `${halfLabel(half)}: ${after[battingIn(half)].name} bat`
}

/** `Middle of the 5th`, `End of the 5th` */
function ends(half: number): string {
  if (half === 0) return 'Play ends'
  return `${isTop(half) ? 'Middle' : 'End'} of the ${ordinal(inningOf(half))}`
}

/** Who stood on the base from which the runner goes, if somebody said so. */
function runnerOf({ event, before }: StoryEntry): string | undefined {
  const { bases } = detailOf(before)
  const base = event.type === 'runner_advance' ? event['from'] : event['base']
  const isTried = event.type === 'stolen_base' || event.type === 'caught_stealing'
  const from = isTried ? BASES[numberOfBase(base as Base | 'home') - 2] : base
  return bases?.[from as Base]?.player
}

/** `2 outs`, behind a play that made one. */
function outsText({ before, after }: StoryEntry): string | undefined {
  const [was, is] = [detailOf(before), detailOf(after)]
  const goesOn = was.inning === is.inning && (was.half === is.half || (was.half && BREAK_AFTER[was.half]) === is.half)
  const outs = is.outs ?? 0
  // The break shows the outs of the half before it: the first out of the next one is not counted on top.
  return outs > (goesOn ? (was.outs ?? 0) : 0) ? count(outs, 'out') : undefined
}

const BREAK_AFTER: Readonly<Partial<Record<DiamondDetail['half'], DiamondDetail['half']>>> = {
  top: 'middle',
  bottom: 'end',
}

function detailOf(state: MatchState): Partial<DiamondDetail> {
  return state.detail
}

function kindOf(event: MatchEvent): string {
  const kind = textOf(event, 'kind')
  return kind === undefined ? '' : `: ${inWords(kind).toLowerCase()}`
}

function reasonOf(event: MatchEvent): string {
  const reason = textOf(event, 'reason')
  return reason === undefined ? '' : `: ${reason}`
}

function textOf(event: MatchEvent, field: string): string | undefined {
  const value = event[field]
  return typeof value === 'string' ? value : undefined
}
