import type { MatchEvent } from '../../../match/event.ts'
import type { MatchState, Score } from '../../../match/state.ts'
import { awardBlock } from '../../common/awarded.ts'
import { isConfirmed, scoresAfter, shootoutsAfter } from '../../common/running-score.ts'
import { periodPanel, plainPresentation } from '../../common/text/presentation.ts'
import { correctedScore, scoreAndShootout, scoreText } from '../../common/text/score-text.ts'
import { tellUnknown } from '../../common/text/story.ts'
import { type ScoreTitle, tellCommon } from '../../common/text/tell-common.ts'
import { inWords, ordinal } from '../../common/text/words.ts'
import type { Panel } from '../../contract/blocks.ts'
import type { SportPresentation, StoryEntry, StoryItem, Told } from '../../contract/presentation.ts'
import { offBlock, shootoutBlock } from './off-field.ts'

/** How one type of event is told. */
export interface GameWords {
  readonly tone: StoryItem['tone']
  title(event: MatchEvent): string
}

export interface GamePresentationOptions {
  readonly words: Readonly<Record<string, GameWords>>
  /** What an event brings to the score. */
  worth(event: MatchEvent): number
  /** The name of each figure, by its field in the detail, in the order of the panel. */
  readonly tallies: Readonly<Record<string, string>>
  /** What a `score` is called; points if left out. */
  readonly scoreTitle?: ScoreTitle
}

/** How a game is shown: the score by periods, what is counted, and its events in the words of its fans. */
export function gamePresentation(options: GamePresentationOptions): SportPresentation {
  return {
    ...plainPresentation,
    correctedText: correctedScore,
    summary: (state) => [...awardBlock(state), ...offBlock(state)],
    panels: (state, entries = []) => [
      ...shootoutPanel(state, entries),
      ...periodPanel(state, 'Score by period'),
      ...comparison(state, options.tallies),
    ],
    story: {
      layout: 'sides',
      // The board tells it.
      untold: UNTOLD,
      tell<Entry extends StoryEntry>(entries: readonly Entry[], state: MatchState): readonly Told<Entry>[] {
        const scores = scoresAfter(entries, options.worth)
        // Who wins a shoot-out that counts one has it once the game is over: no event says so.
        const isCounted = state.periods.some(({ label }) => label === 'SO')
        const shootouts = shootoutsAfter(entries, 'shootout_attempt')
        const standingAt = ({ event }: Entry, index: number): Standing =>
          isCounted && ENDS.has(event.type)
            ? { score: state.score, shootout: undefined }
            : { score: scores[index] as Score, shootout: shootouts[index] }
        return entries.flatMap((entry, index) => {
          if (UNTOLD.has(entry.event.type)) return []
          const event = inPeriod(entry.event, state)
          return [{ entry, item: tell({ ...entry, event }, options, standingAt(entry, index)) }]
        })
      },
    },
  }
}

const ENDS: ReadonlySet<string> = new Set(['match_end', 'match_final', 'result_set'])

/** How it stands after an event. */
interface Standing {
  readonly score: Score
  readonly shootout: Score | undefined
}

function tell(
  { event, after, isDeleted }: StoryEntry,
  { words, worth, scoreTitle }: Pick<GamePresentationOptions, 'words' | 'worth' | 'scoreTitle'>,
  { score, shootout }: Standing,
): StoryItem {
  const isAttempt = event.type === 'shootout_attempt'
  const own = isAttempt ? ATTEMPT : words[event.type]
  if (own === undefined) {
    return tellCommon({ event, after }, scoreAndShootout(score, shootout), scoreTitle) ?? tellUnknown(event)
  }
  const { team, clock } = event
  const by = whoDid(event)
  const counts = !isDeleted && isConfirmed(event)
  const made = isAttempt ? shootout : worth(event) > 0 ? score : undefined
  return {
    // A kick that missed is no goal.
    tone: own.tone === 'goal' && event['made'] === false ? 'plain' : own.tone,
    title: own.title(event),
    ...(by !== '' && { detail: by }),
    ...(team && { side: team }),
    ...(clock !== undefined && { when: clock }),
    ...(counts && made && { score: scoreText(made) }),
  }
}

/** `Ada Lind (Kim Ro, Bo Ek)`: who did it, and who made it. */
function whoDid({ player, assist, secondAssist }: MatchEvent): string {
  const makers = [assist, secondAssist].filter((name) => typeof name === 'string').join(', ')
  if (makers === '') return player ?? ''
  return player === undefined ? `Assist: ${makers}` : `${player} (${makers})`
}

/** `Q3 begins`, `Overtime begins`: a period as its fans call it. */
function inPeriod(event: MatchEvent, { periods, format }: MatchState): MatchEvent {
  if (typeof event.period !== 'number' || !event.type.startsWith('period_')) return event
  const label = periods[event.period - 1]?.label
  if (label === undefined) return isShootout(event.period, format) ? { ...event, period: 'Shoot-out' } : event
  return { ...event, period: PERIOD_WORDS[label] ?? numberedPeriod(label) }
}

/** `Q3` → `3rd quarter`, `OT2` → `Overtime 2` */
function numberedPeriod(label: string): string {
  const [, kind = '', n = ''] = /^(P|Q|OT|ET)(\d+)$/.exec(label) ?? []
  if (kind === '') return label
  return PARTS[kind] === undefined ? `${PERIOD_WORDS[kind]} ${n}` : `${ordinal(Number(n))} ${PARTS[kind]}`
}

const PARTS: Readonly<Record<string, string>> = { P: 'period', Q: 'quarter' }

function isShootout(period: number, format: object | undefined): boolean {
  const { periods } = (format ?? {}) as { readonly periods?: number }
  return periods !== undefined && period > periods
}

const PERIOD_WORDS: Readonly<Record<string, string>> = {
  '1H': 'First half',
  '2H': 'Second half',
  OT: 'Overtime',
  ET: 'Extra time',
  SD: 'Sudden death',
}

function shootoutPanel(state: MatchState, entries: readonly StoryEntry[]): Panel[] {
  const blocks = shootoutBlock(state, entries)
  return blocks.length === 0 ? [] : [{ title: 'Shoot-out', blocks }]
}

const UNTOLD: ReadonlySet<string> = new Set(['clock'])

const ATTEMPT: GameWords = {
  tone: 'plain',
  title: (event) => (event['scored'] === true ? 'Shoot-out: scored' : 'Shoot-out: missed'),
}

function comparison(state: MatchState, tallies: Readonly<Record<string, string>>): Panel[] {
  const detail = state.detail as Readonly<Record<string, Score | undefined>>
  const rows = Object.entries(tallies).flatMap(([name, label]) => {
    const values = detail[name]
    return values && values.home + values.away > 0 ? [{ label, values }] : []
  })
  return rows.length === 0 ? [] : [{ title: 'Statistics', blocks: [{ kind: 'comparison', rows }] }]
}

/** A title that is the type in words, with a field behind it: `Foul: technical`. */
export function named(title: string, field?: string): GameWords['title'] {
  return (event) => {
    const more = field === undefined ? undefined : event[field]
    return typeof more === 'string' || typeof more === 'number'
      ? `${title}: ${inWords(String(more)).toLowerCase()}`
      : title
  }
}

/** The title of an attempt, made or missed: `Conversion`, `Conversion missed`. */
export function madeOrMissed(made: string, missed = `${made} missed`): GameWords['title'] {
  return (event) => (event['made'] === true ? made : missed)
}
