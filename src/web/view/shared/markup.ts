import { type ComponentChild, h } from 'preact'

/** An icon, hidden from screen readers. */
export function icon(name: string): ComponentChild {
  return h('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' })
}

/** Text for screen readers only. */
export function hidden(text: string): ComponentChild {
  return h('span', { class: 'visually-hidden' }, text)
}

/** A name or another text from outside, in whatever direction its own letters run. */
export function named(text: string): ComponentChild {
  return h('bdi', null, text)
}

/** The class names that hold. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
