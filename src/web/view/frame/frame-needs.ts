import type { View } from '../../../protocol/messages.ts'
import type { Frame } from '../../page-data.ts'

/** How much of the match a frame shows. Over a picture what happens is said in the sport's words, so the events are needed. */
export function viewOfFrame(frame: Frame): View {
  return frame.kind === 'overlay' || frame.size === 'large' ? 'full' : 'score'
}
