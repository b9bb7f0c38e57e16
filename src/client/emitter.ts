import { check } from './check.ts'

/** Listeners by event name. `Events` maps each name to what its listeners are given. */
export class Emitter<Events extends object> {
  #listeners: { [Name in keyof Events]?: Set<(value: Events[Name]) => void> } = {}

  /** @returns a function that takes the listener away again */
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): () => void {
    check(typeof listener === 'function', 'a listener', 'a function', listener)
    const listeners = this.#listeners[name] ?? new Set()
    this.#listeners[name] = listeners
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void {
    const listeners = this.#listeners[name]
    if (listeners === undefined) return
    tell(listeners, (listener) => {
      try {
        listener(value)
      } catch (error) {
        // A page's mistake must not stop the fold, nor be swallowed: it becomes an ordinary uncaught error.
        queueMicrotask(() => {
          throw error
        })
      }
    })
  }
}

/** Tells all who listen now, and still do when their turn comes: one that takes itself away and comes again would be told for ever. */
export function tell<Listener>(listeners: ReadonlySet<Listener>, how: (listener: Listener) => void): void {
  for (const listener of [...listeners]) if (listeners.has(listener)) how(listener)
}
