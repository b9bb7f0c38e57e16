import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { BoardElement } from '../element/board-element.ts'
import type { ScoreElement } from '../element/score-element.ts'
import type { BoardAttributes, ScoreAttributes, TagListeners } from '../element/tag-attributes.ts'

type Tag<Element, Attributes> = DetailedHTMLProps<HTMLAttributes<Element>, Element> & Attributes & TagListeners

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'touchline-score': Tag<ScoreElement, ScoreAttributes>
      'touchline-board': Tag<BoardElement, BoardAttributes>
    }
  }
}
