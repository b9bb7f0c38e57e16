export type Child = Node | string | number | undefined | false | readonly Child[]

/** Attributes as in HTML. `key` tells morph which node this is; names that begin with `--` become custom properties. */
export interface Attributes {
  readonly key?: string
  readonly [name: string]: string | number | boolean | undefined
}

/**
 * Makes an element. Children that are text become text nodes: names of teams and players come from outside and must
 * not become markup.
 */
export function h(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    // The content security policy forbids style attributes, because injected markup could carry them; code may set properties.
    if (name.startsWith('--')) element.style.setProperty(name, String(value))
    else element.setAttribute(name === 'key' ? 'data-key' : name, value === true ? '' : String(value))
  }
  append(element, children)
  return element
}

/** An icon, hidden from screen readers. */
export function icon(name: string): HTMLElement {
  return h('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' })
}

/** Text for screen readers only. */
export function hidden(text: string): HTMLElement {
  return h('span', { class: 'visually-hidden' }, text)
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined || child === false) continue
    if (Array.isArray(child)) append(parent, child as readonly Child[])
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)))
  }
}
