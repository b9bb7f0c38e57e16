import type { HTMLAttributes } from 'preact'
import type { BoardAttributes, ScoreAttributes, TagListeners } from '../client/element/tag-attributes.js'
import type { TouchlineBoard, TouchlineScore } from '../client/element.js'

/** The tags, and what they take in the JSX of Preact. */
export * from '../client/element.js'

type Tag<Element extends EventTarget, Attributes> = HTMLAttributes<Element> & Attributes & TagListeners

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'touchline-score': Tag<TouchlineScore, ScoreAttributes>
      'touchline-board': Tag<TouchlineBoard, BoardAttributes>
    }
  }
}
