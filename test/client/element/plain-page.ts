import { afterEach, beforeEach, vi } from 'vitest'

/** As much of a browser's element as the tags need to live on a page. */
class PlainElement extends EventTarget {
  isConnected = false
  readonly #attributes = new Map<string, string>()
  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null
  }
  setAttribute(name: string, value: string): void {
    this.#attributes.set(name, value)
  }
  attachShadow() {
    return { adoptedStyleSheets: [] }
  }
}

/** What a tag is made of; nobody looks at it. */
class PlainPart extends EventTarget {
  setAttribute(): void {}
  append(): void {}
  replaceChildren(): void {}
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
