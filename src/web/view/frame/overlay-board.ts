import { type ComponentChild, h } from 'preact'
import { isToCome, type ScoreRow, scoreRow } from '../../../match/scoreboard.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import { isNowInPeriods, progressLabel } from '../../../sports/labels.ts'
import type { Overlay } from '../../page-data.ts'
import { timeOfDay } from '../shared/local-time.ts'
import { classes } from '../shared/markup.ts'
import { useTicking } from '../shared/page-time.ts'
import { useReader } from '../shared/reader.ts'
import { ScoreMarks } from '../shared/score-marks.ts'
import type { ShownMatch } from '../shared/shown-match.ts'
import { matchColours } from '../shared/team-colour.ts'

interface OverlayProps {
  readonly shown: ShownMatch
  readonly lines: Overlay['lines']
  readonly news: string | undefined
}

/** A board over the picture of a stream: one line with short names, or a line for each side. */
export function OverlayBoard({ shown, lines, news }: OverlayProps): ComponentChild {
  const { state, status, celebrated, staleSince } = shown
  const row = scoreRow(state, 0)
  const side = (each: Side) => h(OverlaySide, { state, row, side: each, lines, isCelebrated: celebrated === each })
  return h(
    'section',
    { class: classes('overlay', lines === 2 && 'has-two-lines', status.kind === 'stale' && 'is-stale') },
    h('h1', { class: 'visually-hidden' }, `${state.home.name} v ${state.away.name}`),
    h(
      'div',
      { class: 'overlay-board' },
      h('div', { class: 'overlay-sides' }, side('home'), side('away')),
      h(Progress, { state, staleSince }),
    ),
    news !== undefined && h('p', { class: 'overlay-news', role: 'status', dir: 'auto' }, news),
  )
}

interface SideProps {
  readonly state: MatchState
  readonly row: ScoreRow
  readonly side: Side
  readonly lines: Overlay['lines']
  readonly isCelebrated: boolean
}

function OverlaySide({ state, row, side, lines, isCelebrated }: SideProps): ComponentChild {
  const { team, name, main, now, sub, marks, isServing, cells } = row[side]
  // The games of a tennis set: between its sets and its points.
  const current = row.needsColumns && now !== undefined && !isNowInPeriods(state, row) ? cells.at(-1) : undefined
  const { ground } = matchColours(state.home, state.away)[side]
  return h(
    'div',
    { class: classes('overlay-side', isCelebrated && 'has-scored') },
    // The team's colour, as an SVG: the content security policy refuses style attributes.
    h(
      'svg',
      { class: 'badge', viewBox: '0 0 1 3', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      h('path', { d: 'M0 0h1v3H0z', fill: ground }),
    ),
    h('bdi', { class: 'overlay-name' }, lines === 1 ? (team.code ?? name) : name),
    h(ScoreMarks, { marks }),
    isServing && h('span', { class: 'on-dot', 'aria-hidden': 'true' }),
    row.hasScore &&
      h(
        'span',
        { class: 'overlay-cells' },
        sub !== undefined && h('span', null, sub),
        h('span', { class: 'overlay-score' }, main),
        current?.isNow && h('span', { class: 'overlay-score' }, current.text),
        now !== undefined && h('span', { class: 'overlay-now' }, now),
      ),
  )
}

function Progress({
  state,
  staleSince,
}: Pick<SideProps, 'state'> & { staleSince: number | undefined }): ComponentChild {
  const reader = useReader()
  const label = useTicking((now) => progressLabel(state, staleSince ?? now))
  const { startsAt } = state
  const text = isToCome(state) && startsAt !== undefined ? timeOfDay(startsAt, reader) : label
  return text === '' ? null : h('span', { class: 'overlay-progress' }, text)
}
