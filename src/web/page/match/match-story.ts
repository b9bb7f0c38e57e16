import type { MatchState } from '../../../match/state.ts'
import { correctionText, scoreText } from '../../../sports/common/score-text.ts'
import type { StoryItem } from '../../../sports/contract/view.ts'
import { viewOf } from '../../../sports/views.ts'
import { h, hidden, icon } from '../drawing/dom.ts'
import type { TimelineEntry } from './timeline.ts'

/** Older lines are hidden until the reader opens them: the story of a cricket match has hundreds. */
const SHOWN_LINES = 60

/** The story of the match, newest first. An event that was taken back stays, struck through and marked. */
export function matchStory(entries: readonly TimelineEntry[], state: MatchState): HTMLElement | undefined {
  const { layout, tell } = viewOf(state.sport).story
  const told = tell(entries, state).toReversed()
  if (told.length === 0) return undefined
  const lines = told.map(({ entry, item }) => line(entry, item))
  const older = lines.slice(SHOWN_LINES)
  const list = `story-${layout}`
  return h(
    'section',
    { class: 'card story', key: 'story' },
    h('h2', {}, 'Timeline'),
    h('ol', { class: list }, lines.slice(0, SHOWN_LINES)),
    older.length > 0 &&
      h('details', { class: 'older' }, h('summary', {}, `Earlier (${older.length})`), h('ol', { class: list }, older)),
  )
}

function line(entry: TimelineEntry, item: StoryItem): HTMLElement {
  const { isDeleted, isEdited } = entry
  const isPending = entry.event.status === 'pending' || entry.event.status === 'under_review'
  const side = item.tone === 'phase' ? undefined : item.side
  const classes = [
    'line',
    `tone-${item.tone}`,
    side ? `of-${side}` : 'of-both',
    isDeleted && 'is-deleted',
    isPending && 'is-pending',
  ]
  const Title = isDeleted ? 's' : 'span'
  return h(
    'li',
    { class: classes.filter(Boolean).join(' '), key: entry.id },
    h(
      'div',
      { class: 'line-when' },
      item.when && h('span', {}, item.when),
      item.score && !isDeleted && h('span', { class: 'line-score' }, item.score),
    ),
    h(
      'div',
      { class: 'line-body' },
      item.icon && icon(item.icon),
      h(
        'div',
        { class: 'line-text' },
        h(Title, { class: 'line-title' }, isDeleted && hidden('Taken back: '), item.title),
        item.detail && h('span', { class: 'line-detail' }, item.detail),
        isPending && h('span', { class: 'line-flag' }, 'Awaiting confirmation'),
        isEdited && !isDeleted && !entry.correction && h('span', { class: 'line-flag' }, 'Amended'),
        correctionLine(entry),
      ),
    ),
  )
}

function correctionLine({ isDeleted, correction }: TimelineEntry): HTMLElement | undefined {
  if (!correction) return isDeleted ? h('span', { class: 'correction' }, 'Taken back') : undefined
  const before = scoreText(correction.before.score)
  const after = scoreText(correction.after.score)
  return h(
    'span',
    { class: 'correction' },
    correctionText(correction),
    before !== after &&
      h(
        'span',
        { class: 'correction-score' },
        before,
        h('span', { 'aria-hidden': 'true' }, ' → '),
        hidden(' became '),
        after,
      ),
  )
}
