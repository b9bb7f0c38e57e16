/** Rows this close to the screen count as seen, so that they are current when they come into view. */
const MARGIN = '300px'

/** Tells which rows of a list are on the screen. */
export class InView {
  readonly #observer: IntersectionObserver
  readonly #watched = new Map<Element, string>()

  constructor(onChange: (match: string, isSeen: boolean) => void) {
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const match = this.#watched.get(target)
          if (match !== undefined) onChange(match, isIntersecting)
        }
      },
      { rootMargin: MARGIN },
    )
  }

  /** Watches the rows of these matches, as far as they are drawn, and no others. */
  watch(matches: ReadonlySet<string>): void {
    const drawn = new Map<Element, string>()
    for (const element of document.querySelectorAll<HTMLElement>('main [data-match]')) {
      const match = element.dataset['match'] ?? ''
      if (matches.has(match)) drawn.set(element, match)
    }
    for (const element of this.#watched.keys()) {
      if (drawn.has(element)) continue
      this.#observer.unobserve(element)
      this.#watched.delete(element)
    }
    for (const [element, match] of drawn) {
      if (this.#watched.has(element)) continue
      this.#watched.set(element, match)
      this.#observer.observe(element)
    }
  }

  close(): void {
    this.#observer.disconnect()
  }
}
