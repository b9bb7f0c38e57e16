import { afterEach, beforeEach, vi } from 'vitest'

class WithAttributes extends EventTarget {
  readonly #attributes = new Map<string, string>()
  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null
  }
  setAttribute(name: string, value: string): void {
    this.#attributes.set(name, value)
  }
  removeAttribute(name: string): void {
    this.#attributes.delete(name)
  }
}

/** As much of a browser's element as the tags need to live on a page. */
class PlainElement extends WithAttributes {
  isConnected = false
  shadowRoot: PlainPart | undefined
  attachShadow() {
    this.shadowRoot = Object.assign(new PlainPart(), { adoptedStyleSheets: [] })
    return this.shadowRoot
  }
}

/** What a tag is made of: as much of an element as it draws with, and what a test asks of what was drawn. */
export class PlainPart extends WithAttributes {
  className = ''
  hidden = false
  href = ''
  ariaBusy = ''
  tabIndex = -1
  role: string | null = null
  readonly #look = new Set<string>()
  #children: readonly (PlainPart | string)[] = []
  readonly classList = {
    toggle: (name: string, isOn: boolean) => void (isOn ? this.#look.add(name) : this.#look.delete(name)),
    contains: (name: string) => this.#look.has(name),
  }
  override removeAttribute(name: string): void {
    super.removeAttribute(name)
    if (name === 'href') this.href = ''
    if (name === 'tabindex') this.tabIndex = -1
    if (name === 'role') this.role = null
  }
  append(...children: readonly (PlainPart | string)[]): void {
    this.#children = [...this.#children, ...children]
  }
  replaceChildren(...children: readonly (PlainPart | string)[]): void {
    this.#children = children
  }
  get lastChild(): PlainPart | string | undefined {
    return this.#children.at(-1)
  }
  get textContent(): string {
    return this.#children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('')
  }
  set textContent(text: string) {
    this.#children = [text]
  }
  click(): void {
    this.dispatchEvent(new Event('click'))
  }
  /** All that is drawn of this class, in the order in which it stands. */
  all(name: string): PlainPart[] {
    const parts = this.#children.filter((child) => typeof child !== 'string')
    return parts.flatMap((part) => [...(part.className.split(' ').includes(name) ? [part] : []), ...part.all(name)])
  }
  one(name: string): PlainPart {
    const [first] = this.all(name)
    if (first === undefined) throw new Error(`nothing is drawn of ${name}`)
    return first
  }
}

/** The globals of a page on which tags can stand. They read them when they are imported: import them anew after this. */
function stubPage(): void {
  vi.resetModules()
  // The settings of its tags.
  vi.stubGlobal(Symbol.for('@touchline/client/element'), undefined)
  vi.stubGlobal('HTMLElement', PlainElement)
  vi.stubGlobal('document', { createElement: () => new PlainPart() })
  vi.stubGlobal(
    'CSSStyleSheet',
    class {
      replaceSync(): void {}
    },
  )
}

/** Each test of the file has a page of its own, and timers that it moves by hand. */
export function stubPageAndTimers(): void {
  beforeEach(() => {
    vi.useFakeTimers()
    stubPage()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })
}
