import { type ComponentChild, h } from 'preact'
import { useRef } from 'preact/hooks'
import { scoreInMiddle } from '../../../match/scoreboard.ts'
import type { MatchState } from '../../../match/state.ts'
import { progressLabel } from '../../../sports/labels.ts'
import { words } from '../../words.ts'

/** Where in the match the page looks. */
export interface Moment {
  /** The update after which the state is shown, and the newest one. */
  readonly seq: number
  readonly newest: number
  /** Undefined goes back to now. */
  choose(seq: number | undefined): void
}

/** Shows the match as it was after any of its updates. */
export function MomentSlider({
  moment,
  state,
}: {
  readonly moment: Moment
  readonly state: MatchState
}): ComponentChild {
  const { seq, newest, choose } = moment
  const isPast = seq < newest
  const slide = (event: Event) => {
    const chosen = Number((event.currentTarget as HTMLInputElement).value)
    choose(chosen < newest ? chosen : undefined)
  }
  const slider = useRef<HTMLInputElement>(null)
  // The button goes once it was pressed, and must not take the focus along.
  const goBack = () => {
    slider.current?.focus()
    choose(undefined)
  }
  const leave = ({ key }: KeyboardEvent) => {
    if (key === 'Escape' && isPast) goBack()
  }
  const text = [progressLabel(state, state.clock?.at ?? 0), scoreInMiddle(state)].filter(Boolean).join(', ')
  return h(
    'div',
    { class: 'moment card needs-script', onKeyDown: leave },
    h(
      'label',
      null,
      h('span', null, words.moment),
      h('input', {
        ref: slider,
        type: 'range',
        min: 0,
        max: newest,
        value: seq,
        onInput: slide,
        'aria-valuetext': text,
      }),
    ),
    isPast && h('p', { role: 'status' }, words.asItWas(text)),
    isPast && h('button', { type: 'button', onClick: goBack }, words.backToNow),
  )
}
