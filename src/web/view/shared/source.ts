import { useEffect, useReducer } from 'preact/hooks'

/** Something that can be read now and may change. The server reads it once; a page redraws what shows it. */
export interface Source<T> {
  get(): T
  /** @returns a function that ends it */
  watch(listener: () => void): () => void
}

/** What never changes. */
export function constant<T>(value: T): Source<T> {
  return { get: () => value, watch: () => () => {} }
}

/** The value now; the component that asks is redrawn, alone, when it changes. */
export function useSource<T>(source: Source<T>): T {
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const value = source.get()
  useEffect(() => {
    // It may have changed between the drawing and this.
    if (source.get() !== value) redraw(undefined)
    return source.watch(() => redraw(undefined))
  }, [source])
  return value
}
