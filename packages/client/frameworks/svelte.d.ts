import type { HTMLAttributes } from 'svelte/elements'
import type { BoardAttributes, ScoreAttributes, TagListeners } from '../client/element/tag-attributes.js'
import type { TouchlineBoard, TouchlineScore } from '../client/element.js'

/** The tags, and what they take in the templates of Svelte. */
export * from '../client/element.js'

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'touchline-score': HTMLAttributes<TouchlineScore> & ScoreAttributes & TagListeners
    'touchline-board': HTMLAttributes<TouchlineBoard> & BoardAttributes & TagListeners
  }
}
