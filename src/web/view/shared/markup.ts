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

/** A text in which no line ends within a score: `25–23` stays in one piece. */
export function wholeScores(text: string): ComponentChild {
  const parts = text.split(/(\S*\d–\d\S*)/)
  if (parts.length === 1) return text
  return parts.map((part, index) => (index % 2 === 1 ? h('span', { class: 'whole', key: index }, part) : part))
}
