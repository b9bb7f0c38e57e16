import type { MatchState, Score } from '../../match/state.ts'
import { awardBlock } from '../common/awarded.ts'
import { scoresAfter, shootoutsAfter } from '../common/running-score.ts'
import { periodPanel, plainPresentation } from '../common/text/presentation.ts'
import { correctedScore, scoreAndShootout, scoreText } from '../common/text/score-text.ts'
import { tellUnknown } from '../common/text/story.ts'
import { tellCommon } from '../common/text/tell-common.ts'
import { inWords } from '../common/text/words.ts'
import type { Panel, Row } from '../contract/blocks.ts'
import type { SportPresentation, SportStory, StoryEntry, StoryItem, Told } from '../contract/presentation.ts'
import { numbered } from './periods.ts'

/** The score by periods, whatever they are called, and the detail that the feed gave. */
export const genericPresentation: SportPresentation = {
  ...plainPresentation,
  correctedText: correctedScore,
  summary: awardBlock,
  panels: (state) => [...periodPanel(state, 'Score by period'), ...detailPanel(state)],
  story: { layout: 'sides', untold: new Set(['clock']), tell: tellMatch } satisfies SportStory,
}

/** The clock is told by the board. */
function tellMatch<Entry extends StoryEntry>(entries: readonly Entry[], state: MatchState): Told<Entry>[] {
  const scores = scoresAfter(entries)
  const shootouts = shootoutsAfter(entries, 'shootout_attempt')
  return entries.flatMap((entry, index) => {
    const { event } = entry
    if (event.type === 'clock') return []
    const shootout = shootouts[index]
    const score = scoreAndShootout(scores[index] as Score, shootout)
    const item =
      tellOwn(entry, shootout) ??
      tellCommon({ ...entry, event: withPeriodName(event, state) }, score) ??
      tellUnknown(event)
    return [{ entry, item }]
  })
}

/** Fouls, cards and attempts, in words. */
function tellOwn({ event, isDeleted }: StoryEntry, shootout: Score | undefined): StoryItem | undefined {
  const told = OWN[event.type]?.(event)
  if (told === undefined) return undefined
  const { team, clock, player } = event
  return {
    ...told,
    ...(player !== undefined && { detail: player }),
    ...(team && { side: team }),
    ...(clock !== undefined && { when: clock }),
    ...(event.type === 'shootout_attempt' && shootout && !isDeleted && { score: scoreText(shootout) }),
  }
}

const OWN: Readonly<Record<string, (event: StoryEntry['event']) => Pick<StoryItem, 'tone' | 'title'>>> = {
  foul: () => ({ tone: 'plain', title: 'Foul' }),
  card: (event) => ({ tone: 'card', title: `${inWords(String(event['card']))} card` }),
  shootout_attempt: (event) => ({
    tone: 'plain',
    title: event['scored'] === true ? 'Shoot-out: scored' : 'Shoot-out: missed',
  }),
}

/** `Q3 begins`, as the board calls it. */
function withPeriodName(event: StoryEntry['event'], { periods, format, period }: MatchState): StoryEntry['event'] {
  if (typeof event.period !== 'number') return event
  const { periodLabel } = (format ?? {}) as { readonly periodLabel?: string }
  const label = period?.n === event.period ? period.label : numbered(periodLabel ?? 'P', event.period)
  return periods.some((line) => line.label === label) ? { ...event, period: label } : event
}

/** The summary says it. */
const AWARD: ReadonlySet<string> = new Set(['playedScore', 'awardedScore'])

/** `shotsOnTarget` → `Shots on target` */
function fieldInWords(name: string): string {
  return inWords(name.replaceAll(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`))
}

/** A row for each field; one that has both sides' numbers has a column for each. */
function detailPanel(state: MatchState): Panel[] {
  const fields = Object.entries(state.detail)
    .filter(([name]) => !AWARD.has(name))
    .flatMap(fieldsOf)
  const rows = fields.map(([name, value]): Row => {
    const { home, away } = (isSides(value) ? value : {}) as Readonly<Record<string, unknown>>
    const cells = isSides(value)
      ? [{ text: plain(home) }, { text: plain(away) }]
      : [{ text: plain(value) }, { text: '' }]
    return { key: name, name: fieldInWords(name), cells }
  })
  if (rows.length === 0) return []
  const hasSides = fields.some(([, value]) => isSides(value))
  const columns = hasSides
    ? [{ text: 'Detail', isSpoken: true }, { text: state.home.name }, { text: state.away.name }]
    : [
        { text: 'Detail', isSpoken: true },
        { text: 'Value', isSpoken: true },
      ]
  const shown = hasSides ? rows : rows.map((row) => ({ ...row, cells: row.cells.slice(0, 1) }))
  return [{ title: 'Detail', blocks: [{ kind: 'table', look: 'card', columns, rows: shown }] }]
}

/** What is told by kind and side, such as cards by colour, has a row for each kind. */
function fieldsOf([name, value]: [string, unknown]): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isSides(value)) return [[name, value]]
  const kinds = Object.entries(value)
  if (kinds.length === 0 || !kinds.every(([, each]) => isSides(each))) return [[name, value]]
  return kinds.map(([kind, each]) => [`${name}: ${inWords(kind).toLowerCase()}`, each])
}

function isSides(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'home' in value && 'away' in value
}

/** A value in one line: `3`, `yes`, `home`, `1, 2, 3`, `wind: 4, rain: no`. */
function plain(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(plain).join(', ')
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  return Object.entries(value)
    .map(([name, part]) => `${inWords(name).toLowerCase()}: ${plain(part)}`)
    .join(', ')
}
