import { vi } from 'vitest'

/** Something that the page has made, as far as its words matter. */
class TextNode {
  textContent: string

  constructor(text: string) {
    this.textContent = text
  }
}

class TextElement extends TextNode {
  readonly attributes = new Map<string, string>()
  readonly style = { setProperty: () => {} }

  constructor() {
    super('')
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value)
  }

  appendChild(child: TextNode): void {
    this.textContent += child.textContent
  }
}

/** Gives the modules of the page a document for the rest of the file in which elements are no more than their text. */
export function stubDocument(): void {
  vi.stubGlobal('Node', TextNode)
  vi.stubGlobal('document', {
    createElement: () => new TextElement(),
    createTextNode: (text: string) => new TextNode(text),
  })
}
