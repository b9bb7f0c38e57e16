import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { BoardElement } from '../element/board-element.ts'
import type { ScoreElement, ScoreLook } from '../element/score-element.ts'

/** What both tags take. */
interface TagAttributes {
  /** The server's address; the page's own if left out. */
  readonly server?: string
  /** Shows everything this many seconds later, 0 to 120. */
  readonly delay?: number | string
}

type Tag<Element, Attributes> = DetailedHTMLProps<HTMLAttributes<Element>, Element> & TagAttributes & Attributes

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'touchline-score': Tag<ScoreElement, { readonly match?: string; readonly view?: ScoreLook }>
      'touchline-board': Tag<BoardElement, { readonly board?: string; readonly limit?: number | string }>
    }
  }
}
