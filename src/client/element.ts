import { BoardElement } from './element/board-element.ts'
import { ScoreElement } from './element/score-element.ts'

export type { ScoreChangeDetail, StatusChangeDetail } from './element/element-events.ts'
export type { ScoreLook } from './element/score-element.ts'
export { configure, type ElementSettings } from './element/settings.ts'
export type { BoardAttributes, ScoreAttributes, TagAttributes, TagListeners } from './element/tag-attributes.ts'
export { BoardElement as TouchlineBoard, ScoreElement as TouchlineScore }

declare global {
  interface HTMLElementTagNameMap {
    'touchline-score': ScoreElement
    'touchline-board': BoardElement
  }
}

// A server that renders pages may import this too: it has no elements to define.
if (typeof customElements !== 'undefined') {
  if (!customElements.get('touchline-score')) customElements.define('touchline-score', ScoreElement)
  if (!customElements.get('touchline-board')) customElements.define('touchline-board', BoardElement)
}
