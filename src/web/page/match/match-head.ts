import type { MatchStatus } from '../../../client/index.ts'
import type { MatchState, Pending, Side } from '../../../match/state.ts'
import { inWords } from '../../../sports/common/words.ts'
import { progressLabel, sportTitle } from '../../../sports/labels.ts'
import { viewOf } from '../../../sports/views.ts'
import { h, hidden, icon } from '../drawing/dom.ts'
import { drawBlock } from '../drawing/draw-blocks.ts'
import { teamBadge } from '../drawing/team-badge.ts'
import { shortDay, timeOfDay } from '../time/local-time.ts'

/** What the head shows besides the state. */
export interface HeadModel {
  readonly status: MatchStatus
  /** The side that scored a moment ago. */
  readonly celebrated: Side | undefined
  /** Undefined while unknown. */
  readonly viewers: number | undefined
  readonly now: number
}

/** The head of the match page: the teams, the score, and how far the match is. */
export function matchHead(state: MatchState, { status, celebrated, viewers, now }: HeadModel): HTMLElement {
  const view = viewOf(state.sport)
  const classes = [
    'hero',
    'card',
    view.headlineSize === 'text' && 'has-text-score',
    state.status === 'live' && 'is-live',
    status.kind === 'stale' && 'is-stale',
  ]
  return h(
    'section',
    { class: classes.filter(Boolean).join(' '), key: 'hero' },
    h(
      'p',
      { class: 'hero-meta' },
      [state.competition ?? sportTitle(state.sport), state.venue, viewersText(viewers)].filter(Boolean).join(' · '),
    ),
    h('h1', { class: 'visually-hidden' }, `${state.home.name} v ${state.away.name}`),
    h(
      'div',
      { class: 'hero-board' },
      team(state, 'home', celebrated),
      h('div', { class: 'hero-middle' }, score(state, celebrated), progress(state, now)),
      team(state, 'away', celebrated),
    ),
    state.pending.map(pendingBanner(state)),
    h(
      'div',
      { class: 'hero-summary', key: 'summary' },
      view.summary(state).map((block) => drawBlock(block, state)),
    ),
  )
}

function viewersText(viewers: number | undefined): string | undefined {
  return viewers ? `${viewers.toLocaleString()} watching` : undefined
}

function team(state: MatchState, side: Side, celebrated: Side | undefined): HTMLElement {
  const isOn = viewOf(state.sport).isInPossession?.(state, side) ?? false
  return h(
    'div',
    { class: `hero-team${celebrated === side ? ' has-scored' : ''}`, key: side },
    teamBadge(state, side, 'large'),
    h('span', { class: 'hero-name' }, state[side].name, isOn && h('span', { class: 'on-dot' })),
  )
}

function score(state: MatchState, celebrated: Side | undefined): HTMLElement {
  if (state.status === 'scheduled' || state.status === 'postponed' || state.status === 'cancelled') {
    return h(
      'p',
      { class: 'hero-kickoff', key: 'kickoff' },
      state.startsAt === undefined ? 'v' : timeOfDay(state.startsAt),
    )
  }
  const view = viewOf(state.sport)
  const number = (side: Side) =>
    h(
      'span',
      { class: `number${celebrated === side ? ' has-scored' : ''}`, key: side },
      hidden(`${state[side].name} `),
      view.headline(state, side),
    )
  return h(
    'p',
    { class: 'hero-score', key: 'score' },
    number('home'),
    h('span', { class: 'dash', 'aria-hidden': 'true' }, '–'),
    number('away'),
  )
}

function progress(state: MatchState, now: number): HTMLElement {
  const label =
    state.status === 'scheduled' && state.startsAt !== undefined
      ? shortDay(state.startsAt, now)
      : progressLabel(state, now)
  const phase = inWords(state.phase)
  const isPlaying = state.status === 'live' && state.clock !== undefined
  return h(
    'p',
    { class: 'hero-progress', key: 'progress' },
    label &&
      h(
        'span',
        { class: 'pill' },
        state.status === 'live' && h('span', { class: 'dot', 'aria-hidden': 'true' }),
        label,
      ),
    isPlaying && phase !== label && h('span', { class: 'hero-phase' }, phase),
    state.statusReason && state.status !== 'live' && h('span', { class: 'hero-phase' }, state.statusReason),
  )
}

function pendingBanner(state: MatchState) {
  return ({ id, type, subject, team: side, player, clock }: Pending): HTMLElement => {
    const what = subject
      ? `${viewOf(state.sport).review.long}: ${inWords(subject).toLowerCase()}`
      : `${inWords(type)} awaits confirmation`
    const who = [player, side && state[side].name, clock].filter(Boolean).join(' · ')
    return h(
      'p',
      { class: 'callout review', key: `pending ${id}` },
      icon('var'),
      h('span', {}, what, who && h('span', { class: 'callout-who' }, who)),
    )
  }
}
