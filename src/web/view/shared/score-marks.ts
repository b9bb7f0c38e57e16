import { type ComponentChild, h } from 'preact'
import { markWords } from '../../../client/element/words.ts'
import type { Mark } from '../../../match/state.ts'
import { hidden, icon } from './markup.ts'

const CARDS: ReadonlySet<string> = new Set(['red', 'yellow', 'green'])

/** What a side carries: cards, a bonus. Codes that the catalogue has no word for are left out. */
export function ScoreMarks({ marks }: { marks: readonly Mark[] }): ComponentChild[] {
  return marks
    .filter(({ code, n }) => n > 0 && Object.hasOwn(markWords, code))
    .map(({ code, n }) => {
      const spoken = markWords[code]?.(n) ?? ''
      // A card is a picture; what has none is written.
      const shown = CARDS.has(code)
        ? [icon(code), n > 1 && n]
        : h('span', { class: 'mark-text', 'aria-hidden': 'true' }, code === 'timeouts' ? `${n} TO` : spoken)
      return h('span', { class: `marks marks-${code}`, key: code }, shown, hidden(` ${spoken} `))
    })
}
