import { type ComponentChild, h } from 'preact'
import { words } from '../../words.ts'

/** The delays that a viewer may choose, in seconds. */
export const TV_DELAYS_S: readonly number[] = [0, 15, 30, 60]

export interface TvDelayProps {
  readonly delayMs: number
  onChoose(ms: number): void
}

/** A menu in which viewers choose a delay, so that the page does not spoil what their television shows later. */
export function TvDelay({ delayMs, onChoose }: TvDelayProps): ComponentChild {
  const options = TV_DELAYS_S.map((seconds) => {
    const ms = seconds * 1_000
    return h(
      'option',
      { value: ms, selected: ms === delayMs, key: ms },
      seconds === 0 ? words.none : words.seconds(seconds),
    )
  })
  const choose = (event: Event) => onChoose(Number((event.currentTarget as HTMLSelectElement).value))
  return h(
    'label',
    { class: 'tv-delay needs-script', title: words.tvDelayWhy },
    h('span', null, words.tvDelay),
    h('select', { onChange: choose }, options),
  )
}
