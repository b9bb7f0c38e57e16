import { type ComponentChild, h } from 'preact'
import { useRef } from 'preact/hooks'
import { words } from '../../words.ts'
import { addDays, type Day, daysBetween, isDay, noonOf } from '../shared/days.ts'
import { shortDay } from '../shared/local-time.ts'
import { useReader } from '../shared/reader.ts'

/** How many days stand on each side of the one that is shown. */
const AROUND = 2
/** Keys that change a part of the date; others leave it, or open the calendar. */
const EDITS = /^(?:[^ ]|Arrow(?:Up|Down)|Backspace|Delete)$/u

/** The days around the one that is shown, and a calendar for any other. */
export function DayBar({ day, today }: { readonly day: Day; readonly today: Day }): ComponentChild {
  const { base, locale } = useReader()
  const utc = { locale, zone: 'UTC' }
  const address = (each: Day) => (each === today ? `${base}/` : `${base}/date/${each}`)
  const days = Array.from({ length: 2 * AROUND + 1 }, (_, index) => addDays(day, index - AROUND))
  const isTyped = useRef(false)
  const go = ({ currentTarget }: Event) => {
    const { value } = currentTarget as HTMLInputElement
    if (isDay(value) && value !== day) location.assign(address(value))
  }
  // Whoever types a date is not taken away at its first digit, but by Enter.
  const type = (event: KeyboardEvent) => {
    isTyped.current = EDITS.test(event.key) && !event.altKey
    if (event.key === 'Enter') go(event)
  }
  const choose = (event: Event) => {
    if (!isTyped.current) go(event)
  }
  const point = () => {
    isTyped.current = false
  }
  return h(
    'nav',
    { class: 'days', 'aria-label': words.days },
    h(
      'ul',
      null,
      days.map((each) => {
        const isFar = Math.abs(daysBetween(each, day)) === AROUND
        const current = each === day ? 'page' : undefined
        const link = h(
          'a',
          { href: address(each), 'aria-current': current },
          shortDay(noonOf(each), noonOf(today), utc),
        )
        return h('li', { key: each, class: isFar ? 'is-far' : undefined }, link)
      }),
    ),
    h(
      'label',
      { class: 'calendar needs-script' },
      h('span', { class: 'visually-hidden' }, words.otherDay),
      h('input', { type: 'date', value: day, onChange: choose, onKeyDown: type, onPointerDown: point }),
    ),
  )
}
