import { type ComponentChild, h } from 'preact'
import { markText } from '../../../client/element/words.ts'
import type { Mark } from '../../../match/state.ts'
import { hidden, icon } from './markup.ts'

/** What a side carries: cards, a bonus. */
export function ScoreMarks({ marks }: { marks: readonly Mark[] }): ComponentChild[] {
  return marks.flatMap((mark) => {
    const text = markText(mark)
    if (text === undefined) return []
    const { code } = mark
    const { isCard, seen, spoken } = text
    const shown = isCard ? [icon(code), seen || null] : h('span', { class: 'mark-text', 'aria-hidden': 'true' }, seen)
    return [h('span', { class: `marks marks-${code}`, key: code }, shown, hidden(` ${spoken} `))]
  })
}
