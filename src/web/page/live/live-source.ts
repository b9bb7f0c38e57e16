import type { Source } from '../../view/shared/source.ts'

/** A source whose value is made anew after `changed`, once, when somebody asks. */
export class LiveSource<T> implements Source<T> {
  readonly #read: () => T
  readonly #listeners = new Set<() => void>()
  #value: { readonly value: T } | undefined

  constructor(read: () => T) {
    this.#read = read
  }

  get = (): T => {
    this.#value ??= { value: this.#read() }
    return this.#value.value
  }

  watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  changed(): void {
    this.#value = undefined
    for (const listener of [...this.#listeners]) listener()
  }
}
