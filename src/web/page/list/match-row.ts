import type { MatchStatus } from '../../../client/index.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import type { Mark, MarkCode } from '../../../sports/contract/view.ts'
import { progressLabel } from '../../../sports/labels.ts'
import { viewOf } from '../../../sports/views.ts'
import { h, hidden, icon } from '../drawing/dom.ts'
import { teamBadge } from '../drawing/team-badge.ts'
import { shortDay, timeOfDay } from '../time/local-time.ts'
import type { PageTime } from '../time/page-time.ts'

/** What one row shows. */
export interface RowModel {
  readonly match: string
  readonly state: MatchState
  readonly status: MatchStatus
  /** The side that scored a moment ago. */
  readonly celebrated?: Side
  /** The score was corrected a moment ago. */
  readonly isCorrected?: boolean
}

/** One match in the list, as a link to its page. */
export function matchRow({ match, state, status, celebrated, isCorrected }: RowModel, time: PageTime): HTMLElement {
  const now = time.of(status)
  const isLive = state.status === 'live'
  const isStale = isLive && status.kind === 'stale'
  const classes = ['row', isLive && 'is-live', isStale && 'is-stale', isCorrected && 'is-corrected']
  return h(
    'li',
    { key: match, 'data-match': match },
    h(
      'a',
      { class: classes.filter(Boolean).join(' '), href: `/match/${match}`, 'data-link': true },
      h('span', { class: 'row-when' }, whenOf(state, now)),
      h('span', { class: 'row-sides' }, sideLine(state, 'home', celebrated), sideLine(state, 'away', celebrated)),
      noteOf(state, isCorrected),
    ),
  )
}

function whenOf(state: MatchState, now: number): HTMLElement {
  if (state.status === 'scheduled') return kickOff(state, now)
  return h('span', { class: 'progress' }, progressLabel(state, now))
}

function kickOff({ startsAt }: MatchState, now: number): HTMLElement {
  if (startsAt === undefined) return h('span', { class: 'progress' }, 'Soon')
  const day = shortDay(startsAt, now)
  const time = h('time', { datetime: new Date(startsAt).toISOString(), class: 'progress' }, timeOfDay(startsAt))
  return day === 'Today' ? time : h('span', {}, time, h('span', { class: 'row-day' }, day))
}

function sideLine(state: MatchState, side: Side, celebrated: Side | undefined): HTMLElement {
  const view = viewOf(state.sport)
  const isLoser = state.result && ['home', 'away'].includes(state.result.winner) && state.result.winner !== side
  const classes = ['side', isLoser && 'is-loser', celebrated === side && 'has-scored']
  const isOn = view.isInPossession?.(state, side) ?? false
  const hasBegun = state.status !== 'scheduled' && state.status !== 'postponed' && state.status !== 'cancelled'
  return h(
    'span',
    { class: classes.filter(Boolean).join(' '), key: side },
    teamBadge(state, side, 'small'),
    h('span', { class: 'side-name' }, view.rowName?.(state, side) ?? state[side].name),
    view.marks?.(state, side).map(markOf),
    isOn && h('span', { class: 'on-dot' }, hidden(` ${view.possession}`)),
    h(
      'span',
      { class: 'cells' },
      hasBegun &&
        view
          .cells(state, side)
          .map(({ text, sup, kind }) =>
            h('span', { class: `cell ${kind}` }, ' ', text, sup !== undefined && h('sup', {}, sup)),
          ),
    ),
  )
}

/** What screen readers say for each mark. */
const MARK_NAMES: Readonly<Record<MarkCode, string>> = { red: 'red card' }

function markOf({ code, n }: Mark): HTMLElement {
  return h('span', { class: `marks-${code}` }, icon(code), n > 1 && n, hidden(` ${MARK_NAMES[code]} `))
}

/** One short line below the names, if there is something that the numbers do not say. */
function noteOf(state: MatchState, isCorrected: boolean | undefined): HTMLElement | undefined {
  const view = viewOf(state.sport)
  const review = state.pending.find(({ status }) => status === 'under_review')
  if (review)
    return h(
      'span',
      { class: 'row-note review' },
      `${view.review.short}: ${review.subject ?? review.type}`.replaceAll('_', ' '),
    )
  if (isCorrected) return h('span', { class: 'row-note' }, 'Score corrected')
  const note = view.rowNote?.(state)
  if (note) return h('span', { class: 'row-note' }, note)
  return state.statusReason && state.status !== 'live'
    ? h('span', { class: 'row-note' }, state.statusReason)
    : undefined
}
