import { type ComponentChild, h } from 'preact'
import type { Frame } from '../../page-data.ts'
import { words } from '../../words.ts'
import type { ShownMatch } from '../shared/shown-match.ts'
import { type Source, useSource } from '../shared/source.ts'
import { EmbedBoard } from './embed-board.ts'
import { OverlayBoard } from './overlay-board.ts'

/** What a frame shows. */
export interface ShownFrame {
  readonly match: string
  /** Undefined while it is unknown. */
  readonly shown?: ShownMatch
  /** The server says that there is no such match. */
  readonly isMissing: boolean
  /** What has just happened, in words; for a moment. */
  readonly news?: string
}

export interface FrameViewProps {
  readonly source: Source<ShownFrame>
  readonly frame: Frame
}

/** One match, in a frame or over a picture. Over a picture nothing is said of what is not there: a stream is watched. */
export function FrameView({ source, frame }: FrameViewProps): ComponentChild {
  const { match, shown, isMissing, news } = useSource(source)
  if (shown === undefined) {
    if (frame.kind === 'overlay') return null
    if (!isMissing) return h('section', { class: 'notice', role: 'status' }, h('h1', null, words.loadingMatch))
    const why = h('p', null, words.notYetHereWhy(match))
    return h('section', { class: 'notice waiting', role: 'status' }, h('h1', null, words.notYetHere), why)
  }
  return frame.kind === 'embed'
    ? h(EmbedBoard, { shown, size: frame.size })
    : h(OverlayBoard, { shown, lines: frame.lines, news })
}
