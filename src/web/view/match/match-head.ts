import { type ComponentChild, h } from 'preact'
import { isToCome, type ScoreRow, scoreRow } from '../../../match/scoreboard.ts'
import type { MatchState, Pending, Side } from '../../../match/state.ts'
import { inWords } from '../../../sports/common/text/words.ts'
import { noteBeside, possessionLabel, progressLabel, sportTitle } from '../../../sports/labels.ts'
import { presentationOf } from '../../../sports/presentations.ts'
import { words } from '../../words.ts'
import { Blocks } from '../blocks/draw-block.ts'
import { moment, shortDay, timeOfDay } from '../shared/local-time.ts'
import { classes, hidden, icon, named, wholeScores } from '../shared/markup.ts'
import { useTicking } from '../shared/page-time.ts'
import { useReader } from '../shared/reader.ts'
import { ScoreMarks } from '../shared/score-marks.ts'
import type { ShownMatch } from '../shared/shown-match.ts'
import { TeamBadge } from '../shared/team-badge.ts'
import { LineScore } from './line-score.ts'

export interface MatchHeadProps {
  readonly shown: ShownMatch
  /** Undefined while unknown. */
  readonly viewers?: number | undefined
}

/** The head of the match page: the teams, the score, and how far the match is. */
export function MatchHead({ shown, viewers }: MatchHeadProps): ComponentChild {
  const { state, status, celebrated } = shown
  const row = scoreRow(state, 0)
  const note = noteBeside(state)
  const summary = presentationOf(state.sport).summary(state)
  // What awaits a decision, and what a sport says of a match that is being played, such as what is needed to win, is the note in more words.
  const saysMore = row.isLive && (state.pending.length > 0 || summary.some(({ kind }) => kind === 'callout'))
  // A sport that draws a board of its own has the periods there.
  const hasOwnBoard = summary.some((block) => block.kind === 'table' && block.look === 'board')
  const isText = [row.home, row.away].some(({ main }) => main.length > 3)
  return h(
    'section',
    {
      class: classes(
        'hero card',
        isText && 'has-text-score',
        row.isLive && 'is-live',
        status.kind === 'stale' && 'is-stale',
      ),
    },
    h(Meta, { state, viewers }),
    h('h1', { class: 'visually-hidden' }, `${state.home.name} v ${state.away.name}`),
    h(
      'div',
      { class: 'hero-board' },
      h(TeamColumn, { state, row, side: 'home', isCelebrated: celebrated === 'home' }),
      h('div', { class: 'hero-middle' }, h(HeroScore, { state, row, celebrated }), h(Progress, { shown, row })),
      h(TeamColumn, { state, row, side: 'away', isCelebrated: celebrated === 'away' }),
    ),
    note !== undefined && !saysMore && h('p', { class: 'hero-note', dir: 'auto' }, wholeScores(note)),
    shown.feedSilentSince !== undefined && h(SilentFeed, { since: shown.feedSilentSince }),
    state.pending.map((pending) => h(PendingBanner, { key: `pending ${pending.id}`, state, pending })),
    !hasOwnBoard && h(LineScore, { state, row }),
    h('div', { class: 'hero-summary' }, h(Blocks, { blocks: summary, state })),
  )
}

/** `[H7]` The connection may be live; the score may be old all the same. */
function SilentFeed({ since }: { readonly since: number }): ComponentChild {
  const reader = useReader()
  return h('p', { class: 'hero-silent', role: 'status' }, words.feedSilent(timeOfDay(since, reader)))
}

function Meta({ state, viewers }: { state: MatchState; viewers: number | undefined }): ComponentChild {
  const { locale } = useReader()
  const { competition, competitionName, round, venue } = state
  const facts = [
    competitionName ?? competition ?? sportTitle(state),
    round,
    venue,
    viewers ? words.watching(viewers.toLocaleString(locale)) : undefined,
  ].filter((fact): fact is string => Boolean(fact))
  return h(
    'p',
    { class: 'hero-meta' },
    facts.map((fact, index) => [index > 0 && ' · ', named(fact)]),
  )
}

interface SideProps {
  readonly state: MatchState
  readonly row: ScoreRow
  readonly side: Side
  readonly isCelebrated: boolean
}

function TeamColumn({ state, row, side, isCelebrated }: SideProps): ComponentChild {
  const { team, isServing, isLoser, marks } = row[side]
  return h(
    'div',
    { class: classes('hero-team', isCelebrated && 'has-scored', isLoser && 'is-loser') },
    h(TeamBadge, { state, side, size: 'large' }),
    h(
      'span',
      { class: 'hero-name' },
      named(team.name),
      isServing && [h(ServesDot, null), hidden(` ${possessionLabel(state.sport)}`)],
    ),
    h(ScoreMarks, { marks }),
  )
}

/** A letter that is joined to the last word of the name: a box beside a name of two lines would stand next to the other team. */
function ServesDot(): ComponentChild {
  return h('span', { class: 'hero-serves', 'aria-hidden': 'true' }, '\u2060●')
}

interface HeroScoreProps {
  readonly state: MatchState
  readonly row: ScoreRow
  readonly celebrated: Side | undefined
}

function HeroScore({ state, row, celebrated }: HeroScoreProps): ComponentChild {
  const reader = useReader()
  if (!row.hasScore) {
    const { startsAt, status, result } = state
    // A time would say that it is to come.
    const willNotBePlayed = status === 'cancelled' || result !== undefined
    return h(
      'p',
      { class: 'hero-kickoff' },
      startsAt === undefined || willNotBePlayed ? words.versus : timeOfDay(startsAt, reader),
    )
  }
  const number = (side: Side) => {
    const { team, main, now, sub } = row[side]
    return h(
      'span',
      { class: classes('number', celebrated === side && 'has-scored'), key: side },
      hidden(`${team.name} `),
      main,
      now !== undefined && h('span', { class: 'hero-now' }, ' ', now),
      sub !== undefined && h('span', { class: 'hero-sub' }, ' ', sub),
    )
  }
  return h(
    'p',
    { class: 'hero-score' },
    number('home'),
    h('span', { class: 'dash', 'aria-hidden': 'true' }, row.home.main && row.away.main && '–'),
    number('away'),
  )
}

function Progress({ shown, row }: { shown: ShownMatch; row: ScoreRow }): ComponentChild {
  const { state, staleSince } = shown
  const reader = useReader()
  const label = useTicking((now) => progressLabel(state, staleSince ?? now))
  const wait = useTicking((now) => startsIn(state, now))
  const { startsAt, status, statusReason } = state
  const hasStart = startsAt !== undefined && isToCome(state)
  const day = useTicking((now) => (startsAt === undefined ? '' : shortDay(startsAt, now, reader)))
  const phase = inWords(state.phase)
  const text = hasStart ? day : label
  return h(
    'p',
    { class: 'hero-progress' },
    text !== '' && h('span', { class: 'pill' }, row.isLive && h('span', { class: 'dot', 'aria-hidden': 'true' }), text),
    row.isLive && state.clock !== undefined && phase !== label && h('span', { class: 'hero-phase' }, phase),
    hasStart &&
      h('time', { class: 'hero-phase', datetime: new Date(startsAt).toISOString() }, wait || moment(startsAt, reader)),
    statusReason &&
      status !== 'live' &&
      state.scoreline.note === undefined &&
      h('span', { class: 'hero-phase', dir: 'auto' }, statusReason),
  )
}

const MINUTE_MS = 60_000
/** A match this late of which nobody has told anything starts at no moment that this page knows. */
const MAX_LATE_MINUTES = 60

/** A countdown for the last day: `Starts in 2 h 05 min`; empty before it, and long after. */
function startsIn(state: MatchState, now: number): string {
  const { startsAt } = state
  if (startsAt === undefined || !isToCome(state)) return ''
  const minutes = Math.ceil((startsAt - now) / MINUTE_MS)
  if (minutes > 24 * 60 || minutes < -MAX_LATE_MINUTES) return ''
  if (minutes <= 0) return words.startsAnyMoment
  return words.startsIn(Math.floor(minutes / 60), minutes % 60)
}

function PendingBanner({ state, pending }: { state: MatchState; pending: Pending }): ComponentChild {
  const { type, subject, team: side, player, clock } = pending
  const what = subject
    ? `${presentationOf(state.sport).review.long}: ${inWords(subject).toLowerCase()}`
    : words.awaits(inWords(type))
  const who = [player, side && state[side].name, clock].filter(Boolean).join(' · ')
  return h(
    'p',
    { class: 'callout review' },
    icon('var'),
    h('span', null, what, who && h('span', { class: 'callout-who', dir: 'auto' }, who)),
  )
}
