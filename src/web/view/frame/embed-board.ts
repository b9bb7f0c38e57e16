import { type ComponentChild, h } from 'preact'
import { isToCome, type ScoreRow, scoreInMiddle, scoreRow } from '../../../match/scoreboard.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import { noteBeside, progressLabel, sportTitle } from '../../../sports/labels.ts'
import type { Embed } from '../../page-data.ts'
import { words } from '../../words.ts'
import { SideLine } from '../list/match-row.ts'
import { MatchHead } from '../match/match-head.ts'
import { moment, pastTime } from '../shared/local-time.ts'
import { classes, named } from '../shared/markup.ts'
import { useTicking } from '../shared/page-time.ts'
import { useReader } from '../shared/reader.ts'
import { ScoreMarks } from '../shared/score-marks.ts'
import type { ShownMatch } from '../shared/shown-match.ts'
import { TeamBadge } from '../shared/team-badge.ts'

interface EmbedProps {
  readonly shown: ShownMatch
  readonly size: Embed['size']
}

/** A match in a frame of another site: a link to its page. */
export function EmbedBoard({ shown, size }: EmbedProps): ComponentChild {
  const reader = useReader()
  const { match, state, status, staleSince } = shown
  const row = scoreRow(state, 0)
  const isStale = status.kind === 'stale' || status.kind === 'closed'
  const address = `${reader.origin}${reader.base}/match/${match}`
  return h(
    'a',
    {
      class: classes('embed', `embed-${size}`, row.isLive && 'is-live', isStale && 'is-stale'),
      href: address,
      target: '_blank',
      rel: 'noopener',
    },
    size !== 'large' && h('h1', { class: 'visually-hidden' }, `${state.home.name} v ${state.away.name}`),
    size === 'large' && h(MatchHead, { shown }),
    size === 'medium' && h(TwoLines, { shown, row }),
    size === 'small' && h(OneLine, { shown, row }),
    isStale && staleSince !== undefined && h(Old, { since: staleSince }),
  )
}

function Old({ since }: { readonly since: number }): ComponentChild {
  const reader = useReader()
  const time = useTicking((now) => pastTime(since, now, reader))
  return h('p', { class: 'embed-old', role: 'status' }, words.scoresAsOf(time))
}

interface LinesProps {
  readonly shown: ShownMatch
  readonly row: ScoreRow
}

function TwoLines({ shown: { state, celebrated, staleSince }, row }: LinesProps): ComponentChild {
  const { competitionName, competition } = state
  const note = noteBeside(state)
  return [
    h(
      'p',
      { class: 'embed-head' },
      h('span', null, named(competitionName ?? competition ?? sportTitle(state))),
      h(Progress, { state, staleSince }),
    ),
    h(SideLine, { state, row, side: 'home', isCelebrated: celebrated === 'home' }),
    h(SideLine, { state, row, side: 'away', isCelebrated: celebrated === 'away' }),
    note !== undefined && h('p', { class: 'row-note', dir: 'auto' }, note),
  ]
}

/** `123–117` */
const LONGEST_NUMBERS = 7

function OneLine({ shown: { state, celebrated, staleSince }, row }: LinesProps): ComponentChild {
  const team = (side: Side) => [
    h(TeamBadge, { state, side, size: 'small', key: `badge ${side}` }),
    h('bdi', { class: 'embed-name', key: `name ${side}` }, row[side].name),
    h(ScoreMarks, { marks: row[side].marks, key: `marks ${side}` }),
  ]
  const score = scoreInMiddle(state) || words.versus
  return h(
    'p',
    {
      class: classes(
        'embed-line',
        celebrated !== undefined && 'has-scored',
        score.length > LONGEST_NUMBERS && 'has-text-score',
        state.home.code !== undefined && state.away.code !== undefined && 'has-codes',
      ),
    },
    team('home'),
    h('span', { class: 'embed-score' }, score),
    team('away'),
    h(Progress, { state, staleSince }),
  )
}

interface ProgressProps {
  readonly state: MatchState
  readonly staleSince: number | undefined
}

function Progress({ state, staleSince }: ProgressProps): ComponentChild {
  const reader = useReader()
  const label = useTicking((now) => progressLabel(state, staleSince ?? now))
  const { startsAt } = state
  const text = isToCome(state) && startsAt !== undefined ? moment(startsAt, reader) : label
  return h('span', { class: 'progress' }, text)
}
