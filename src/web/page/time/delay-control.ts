import { h } from '../drawing/dom.ts'
import { TV_DELAYS_S, type TvDelay } from './tv-delay.ts'

/** A menu in which viewers choose a delay, so that the page does not spoil what their television shows later. */
export function delayControl(delay: TvDelay, onChange: () => void): HTMLElement {
  const options = TV_DELAYS_S.map((seconds) => {
    const value = seconds * 1_000
    return h('option', { value, selected: value === delay.ms }, seconds === 0 ? 'none' : `${seconds} s`)
  })
  const select = h('select', {}, options) as HTMLSelectElement
  select.addEventListener('change', () => {
    delay.ms = Number(select.value)
    onChange()
  })
  const title = 'Shows everything this much later, if your television is late'
  return h('label', { class: 'tv-delay', key: 'tv-delay', title }, h('span', {}, 'TV delay'), select)
}
