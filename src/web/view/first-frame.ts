import { type ComponentChild, h } from 'preact'
import type { FrameData } from '../page-data.ts'
import { App } from './app.ts'
import { FrameView, type ShownFrame } from './frame/frame-view.ts'
import { stillTime } from './shared/page-time.ts'
import { ServerReader } from './shared/reader.ts'
import { constant } from './shared/source.ts'

/** A frame as the server draws it, and as the browser begins. */
export function firstFrame(data: FrameData): ComponentChild {
  const { base, origin, site, frame, now } = data
  const page = h(FrameView, { source: constant(shownOf(data)), frame })
  return h(App, { reader: { ...ServerReader, base, origin, site }, time: stillTime(now), page })
}

function shownOf({ match, held, isThere }: FrameData): ShownFrame {
  if (held) return { match, shown: { match, state: held.state, status: { kind: 'loading' } }, isMissing: false }
  return { match, isMissing: !isThere }
}
