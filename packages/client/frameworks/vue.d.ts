import type { HTMLAttributes, PublicProps } from 'vue'
import type { BoardAttributes, ScoreAttributes } from '../client/element/tag-attributes.js'
import type { ScoreChangeDetail, StatusChangeDetail, TouchlineBoard, TouchlineScore } from '../client/element.js'

/** The tags, and what they take in the templates and the JSX of Vue. */
export * from '../client/element.js'

/** What `@scorechange` and `@statuschange` are compiled to. */
interface Listeners {
  readonly onScorechange?: ((event: CustomEvent<ScoreChangeDetail>) => void) | undefined
  readonly onStatuschange?: ((event: CustomEvent<StatusChangeDetail>) => void) | undefined
}

type Props<Attributes> = HTMLAttributes & PublicProps & Attributes & Listeners
type Tag<Element, Attributes> = new () => Element & { readonly $props: Props<Attributes> }

declare module 'vue' {
  interface GlobalComponents {
    'touchline-score': Tag<TouchlineScore, ScoreAttributes>
    'touchline-board': Tag<TouchlineBoard, BoardAttributes>
  }
}

declare module 'vue/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'touchline-score': Props<ScoreAttributes>
      'touchline-board': Props<BoardAttributes>
    }
  }
}
