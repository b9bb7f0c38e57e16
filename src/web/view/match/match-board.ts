import { type ComponentChild, h } from 'preact'
import { scoreRow } from '../../../match/scoreboard.ts'
import { presentationOf } from '../../../sports/presentations.ts'
import { words } from '../../words.ts'
import { PanelCard } from '../blocks/draw-block.ts'
import type { ShownMatch } from '../shared/shown-match.ts'
import { type Source, useSource } from '../shared/source.ts'
import { repeatsHead } from './line-score.ts'
import { MatchHead } from './match-head.ts'
import { MatchStory } from './match-story.ts'
import { type Moment, MomentSlider } from './moment-slider.ts'
import type { TimelineEntry } from './timeline.ts'

/** What the match page shows. */
export type ShownPage =
  | {
      readonly kind: 'match'
      readonly shown: ShownMatch
      readonly entries: readonly TimelineEntry[]
      readonly viewers?: number
      readonly moment?: Moment
      readonly readOlder?: () => void
    }
  | { readonly kind: 'waiting'; readonly match: string }
  | { readonly kind: 'loading'; readonly match: string }

/** One match: head, story, and what its sport shows beside it. */
export function MatchBoard({ source }: { readonly source: Source<ShownPage> }): ComponentChild {
  const page = useSource(source)
  if (page.kind === 'loading') {
    return h('section', { class: 'card notice', role: 'status' }, h('h1', null, words.loadingMatch))
  }
  if (page.kind === 'waiting') {
    return h(
      'section',
      { class: 'card notice waiting', role: 'status' },
      h('h1', null, words.notYetHere),
      h('p', null, words.notYetHereWhy(page.match)),
    )
  }
  const { shown, entries, viewers, readOlder, moment } = page
  const { state } = shown
  const presentation = presentationOf(state.sport)
  const row = scoreRow(state, 0)
  const panels = presentation.panels(state, entries).filter((panel) => !repeatsHead(panel, row))
  return h(
    'div',
    { class: 'match' },
    h(MatchHead, { shown, viewers }),
    moment && h(MomentSlider, { moment, state }),
    h(
      'div',
      { class: `match-body of-${presentation.story.layout}` },
      h(MatchStory, { entries, state, readOlder }),
      panels.length > 0 &&
        h(
          'div',
          { class: 'panels' },
          panels.map((panel) => h(PanelCard, { key: panel.title, panel, state })),
        ),
    ),
  )
}
