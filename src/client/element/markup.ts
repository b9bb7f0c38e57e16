export type Child = Node | string | false | undefined

/** An element of these classes, which are its parts too, so that a page can style it. */
export function part(tag: string, name: string, ...children: readonly Child[]): HTMLElement {
  const element = document.createElement(tag)
  element.className = name
  element.setAttribute('part', name)
  fill(element, children)
  return element
}

/** Text for screen readers only. */
export function hidden(text: string): HTMLElement {
  return part('span', 'hidden', text)
}

/** A name from outside, in whatever direction its own letters run. */
export function named(text: string): HTMLElement {
  const name = part('bdi', 'name', text)
  name.dir = 'auto'
  return name
}

/** Replaces what is in the element. */
export function fill(element: Element, children: readonly Child[]): void {
  element.replaceChildren(...children.filter((child) => child !== false && child !== undefined))
}
