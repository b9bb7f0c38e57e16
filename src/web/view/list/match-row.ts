import { type ComponentChild, h } from 'preact'
import { isToCome, type ScoreCell, type ScoreRow, type ScoreSide, scoreRow } from '../../../match/scoreboard.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import { isNowInPeriods, noteBeside, possessionLabel, progressLabel } from '../../../sports/labels.ts'
import { presentationOf } from '../../../sports/presentations.ts'
import { words } from '../../words.ts'
import { shortDay, timeOfDay } from '../shared/local-time.ts'
import { classes, hidden } from '../shared/markup.ts'
import { memo } from '../shared/memo.ts'
import { useTicking } from '../shared/page-time.ts'
import { useReader } from '../shared/reader.ts'
import { ScoreMarks } from '../shared/score-marks.ts'
import type { MatchSource } from '../shared/shown-match.ts'
import { useSource } from '../shared/source.ts'
import { TeamBadge } from '../shared/team-badge.ts'

export interface MatchRowProps {
  readonly source: MatchSource
  /** The reader has marked it. */
  readonly isMarked: boolean
  onMark(match: string): void
}

/** One match in a list, as a link to its page. Redraws itself when its match changes, and nothing else does. */
export const MatchRow = memo(function MatchRow({ source, isMarked, onMark }: MatchRowProps): ComponentChild {
  const { base } = useReader()
  const { match, state, status, staleSince, celebrated, isCorrected } = useSource(source)
  const row = scoreRow(state, 0)
  const isStale = row.isLive && status.kind === 'stale'
  return h(
    'li',
    { 'data-match': match },
    h(
      'a',
      {
        class: classes('row', row.isLive && 'is-live', isStale && 'is-stale', isCorrected && 'is-corrected'),
        href: `${base}/match/${match}`,
      },
      h(
        'span',
        { class: 'row-when' },
        isToCome(state) ? h(Start, { startsAt: state.startsAt }) : h(Progress, { state, staleSince }),
      ),
      h(
        'span',
        { class: 'row-sides' },
        h(SideLine, { state, row, side: 'home', isCelebrated: celebrated === 'home' }),
        h(SideLine, { state, row, side: 'away', isCelebrated: celebrated === 'away' }),
      ),
      h(Note, { state, isCorrected: isCorrected ?? false }),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'mark needs-script',
        'aria-pressed': isMarked,
        'aria-label': words.mark(state.home.name, state.away.name),
        onClick: () => onMark(match),
      },
      h('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, h('path', { d: STAR })),
    ),
  )
})

const STAR = 'm10 1.8 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z'

/** Letters of a label that the column has room for in its usual size. */
const MAX_LARGE = 6

interface ProgressProps {
  readonly state: MatchState
  readonly staleSince: number | undefined
}

function Progress({ state, staleSince }: ProgressProps): ComponentChild {
  const reader = useReader()
  const text = useTicking((now) => progressLabel(state, staleSince ?? now))
  const { startsAt, status } = state
  // Of a competition, or found: which day it was.
  const day = useTicking((now) => (startsAt === undefined || status === 'live' ? '' : shortDay(startsAt, now, reader)))
  // A word is longer than a minute or a time; the column is as wide as those.
  const progress = h('span', { class: classes('progress', text.length > MAX_LARGE && 'is-word') }, text)
  return day === '' || day === words.today ? progress : h('span', null, progress, h('span', { class: 'row-day' }, day))
}

function Start({ startsAt }: { readonly startsAt: number | undefined }): ComponentChild {
  const reader = useReader()
  const day = useTicking((now) => (startsAt === undefined ? '' : shortDay(startsAt, now, reader)))
  if (startsAt === undefined) return h('span', { class: 'progress' }, words.soon)
  const time = h('time', { datetime: new Date(startsAt).toISOString(), class: 'progress' }, timeOfDay(startsAt, reader))
  return day === words.today ? time : h('span', null, time, h('span', { class: 'row-day' }, day))
}

/** Beside more numbers of periods a phone has no room for a name: it shows those of the period that is being played. */
const MAX_CELLS = 3

interface SideProps {
  readonly state: MatchState
  readonly row: ScoreRow
  readonly side: Side
  readonly isCelebrated: boolean
}

/** A side of a match in a line: its badge, its name, what it carries, its numbers. */
export function SideLine({ state, row, side, isCelebrated }: SideProps): ComponentChild {
  const line = row[side]
  const columns = columnsOf(state, row)
  const cells = columns === 0 ? 0 : columns + (hasPoints(row) ? 2 : 0)
  return h(
    'span',
    {
      class: classes(
        'side',
        line.isLoser && 'is-loser',
        isCelebrated && 'has-scored',
        cells > MAX_CELLS && 'has-many-cells',
      ),
    },
    h(TeamBadge, { state, side, size: 'small' }),
    h('bdi', { class: 'side-name' }, presentationOf(state.sport).rowName?.(state, side) ?? line.name),
    h(ScoreMarks, { marks: line.marks }),
    line.isServing && h('span', { class: 'on-dot' }, hidden(` ${possessionLabel(state.sport)}`)),
    row.hasScore && h('span', { class: 'cells' }, cellsOf(line, columns)),
  )
}

/** How many periods have a cell: all or none, and not the last where its points stand behind the score. */
function columnsOf(state: MatchState, row: ScoreRow): number {
  if (!row.needsColumns) return 0
  return row.columns.length - (isNowInPeriods(state, row) ? 1 : 0)
}

/** What is being played for inside the period stands in a cell as wide as two others. */
function hasPoints({ home, away }: ScoreRow): boolean {
  return home.now !== undefined || away.now !== undefined
}

/** The numbers of a side, left to right; those of the periods only where the score does not say it all. */
function cellsOf({ cells, sub, main, now }: ScoreSide, columns: number): ComponentChild[] {
  return [
    ...cells.slice(0, columns).map(partCell),
    sub !== undefined && h('span', { class: 'cell note', key: 'sub' }, ' ', sub),
    h('span', { class: 'cell main', key: 'main' }, ' ', main),
    now !== undefined && h('span', { class: 'cell points', key: 'now' }, ' ', now),
  ]
}

function partCell(cell: ScoreCell | undefined, index: number): ComponentChild {
  const key = `part ${index}`
  if (cell === undefined) return h('span', { class: 'cell part', key })
  const look = classes('cell part', cell.isNow ? 'live' : cell.isAhead && 'won')
  return h('span', { class: look, key }, ' ', cell.text, cell.sub !== undefined && h('sup', null, cell.sub))
}

/** One short line below the names, if there is something that the numbers do not say. */
function Note({ state, isCorrected }: { state: MatchState; isCorrected: boolean }): ComponentChild {
  const isReview = state.pending.length > 0 && state.result === undefined
  const text = isCorrected && !isReview ? words.scoreCorrected : noteBeside(state)
  return text === undefined ? null : h('span', { class: classes('row-note', isReview && 'review'), dir: 'auto' }, text)
}
