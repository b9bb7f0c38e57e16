import { type ComponentChild, h } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { MatchState } from '../../../match/state.ts'
import { correctionText, scoreText } from '../../../sports/common/text/score-text.ts'
import { presentationOf } from '../../../sports/presentations.ts'
import { words } from '../../words.ts'
import { classes, hidden, icon } from '../shared/markup.ts'
import { type FoldedPart, foldParts, isPart, keyed, type StoryLine, type StoryNode } from './story-parts.ts'
import type { TimelineEntry } from './timeline.ts'

/** Older lines are hidden until the reader opens them: the story of a cricket match has hundreds. */
const SHOWN_LINES = 60

export interface MatchStoryProps {
  readonly entries: readonly TimelineEntry[]
  readonly state: MatchState
  /** Reads what is older than the entries; left out where there is nothing. */
  readonly readOlder?: (() => void) | undefined
}

/** The story of the match, newest first. An event that was taken back stays, struck through and marked. */
export function MatchStory({ entries, state, readOlder }: MatchStoryProps): ComponentChild {
  const [isOpen, open] = useState(false)
  const { layout, tell } = presentationOf(state.sport).story
  const told = keyed(tell(entries, state)).reverse()
  if (told.length === 0) return null
  const shown = isOpen ? told : told.slice(0, SHOWN_LINES)
  const hasMore = told.length > shown.length || readOlder !== undefined
  const list = useRef<HTMLOListElement>(null)
  // Then the button goes. Whoever pressed it reads on from where they were.
  const more = () => {
    const last = list.current?.lastElementChild as HTMLElement | null
    if (last) last.tabIndex = -1
    last?.focus({ preventScroll: true })
    open(true)
    readOlder?.()
  }
  return h(
    'section',
    { class: 'card story', 'aria-labelledby': 'story-title' },
    h('h2', { id: 'story-title' }, words.timeline),
    h('ol', { class: `story-${layout}`, ref: list }, h(Nodes, { nodes: foldParts(shown) })),
    hasMore && h('button', { class: 'older', type: 'button', onClick: more }, words.earlier),
  )
}

/** The newest part is open. One that a newer one follows closes; what the reader opened stays open. */
function Nodes({ nodes }: { readonly nodes: readonly StoryNode[] }): ComponentChild[] {
  const newest = nodes.findIndex(isPart)
  return nodes.map((node, index) =>
    isPart(node)
      ? h(Part, { key: node.key, folded: node, isNewest: index === newest })
      : h(Line, { key: node.key, line: node }),
  )
}

function Part({ folded, isNewest }: { readonly folded: FoldedPart; readonly isNewest: boolean }): ComponentChild {
  const { part, nodes } = folded
  return h(
    'li',
    { class: 'part' },
    h(
      'details',
      { open: isNewest },
      h(
        'summary',
        null,
        h('span', { class: 'part-title', dir: 'auto' }, part.title),
        part.note && h('span', { class: 'part-note' }, part.note),
      ),
      h('ol', null, h(Nodes, { nodes })),
    ),
  )
}

function Line({ line: { entry, item } }: { readonly line: StoryLine }): ComponentChild {
  const { isDeleted, isEdited } = entry
  const isPending = entry.event.status === 'pending' || entry.event.status === 'under_review'
  const side = item.tone === 'phase' ? undefined : item.side
  return h(
    'li',
    {
      class: classes(
        'line',
        `tone-${item.tone}`,
        side ? `of-${side}` : 'of-both',
        isDeleted && 'is-deleted',
        isPending && 'is-pending',
      ),
    },
    h(
      'div',
      { class: 'line-when' },
      item.when && h('span', null, item.when),
      item.score && !isDeleted && h('span', { class: 'line-score' }, item.score),
    ),
    h(
      'div',
      { class: 'line-body' },
      item.icon && icon(item.icon),
      h(
        'div',
        { class: 'line-text' },
        h(
          isDeleted ? 's' : 'span',
          { class: 'line-title', dir: 'auto' },
          isDeleted && hidden(`${words.takenBack}: `),
          item.title,
        ),
        item.detail && h('span', { class: 'line-detail', dir: 'auto' }, item.detail),
        isPending && h('span', { class: 'line-flag' }, words.awaiting),
        isEdited && !isDeleted && !entry.correction && h('span', { class: 'line-flag' }, words.amended),
        h(CorrectionLine, { entry }),
      ),
    ),
  )
}

function CorrectionLine({ entry }: { readonly entry: TimelineEntry }): ComponentChild {
  const { isDeleted, correction } = entry
  if (!correction) return isDeleted ? h('span', { class: 'correction' }, words.takenBack) : null
  const { correctedText } = presentationOf(entry.after.sport)
  const before = correctedText?.(correction.before) ?? scoreText(correction.before.score)
  const after = correctedText?.(correction.after) ?? scoreText(correction.after.score)
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
        hidden(` ${words.became} `),
        after,
      ),
  )
}
