/** Listeners by event name. `Events` maps each name to what its listeners are given. */
export class Emitter<Events extends object> {
  #listeners: { [Name in keyof Events]?: Set<(value: Events[Name]) => void> } = {}

  /** @returns a function that takes the listener away again */
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): () => void {
    const listeners = this.#listeners[name] ?? new Set()
    this.#listeners[name] = listeners
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void {
    for (const listener of this.#listeners[name] ?? []) {
      try {
        listener(value)
      } catch (error) {
        // A page's mistake must not stop the fold, nor be swallowed: it becomes an ordinary uncaught error.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}
