import { type ComponentChild, h } from 'preact'
import { words } from '../../words.ts'
import { useReader } from '../shared/reader.ts'
import type { Source } from '../shared/source.ts'
import { TvDelay, type TvDelayProps } from '../shared/tv-delay.ts'
import { MatchBoard, type ShownPage } from './match-board.ts'

export interface MatchViewProps {
  readonly source: Source<ShownPage>
  readonly delay: TvDelayProps
}

/** The page of one match, with the way back. */
export function MatchView({ source, delay }: MatchViewProps): ComponentChild {
  const { base } = useReader()
  return h(
    'div',
    { class: 'match-page' },
    h(
      'div',
      { class: 'match-bar' },
      h('nav', { class: 'back', 'aria-label': words.back }, h('a', { href: `${base}/` }, `← ${words.allMatches}`)),
      h(TvDelay, delay),
    ),
    h(MatchBoard, { source }),
  )
}
