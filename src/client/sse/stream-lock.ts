/**
 * A browser has six connections to a server over HTTP/1.1, for all its tabs together, and a stream keeps one for ever: with a stream in each tab
 * the seventh could not load its page. So one tab has the stream, and the others do without.
 *
 * @param onAnswer whether it is this one; called later, once
 * @returns lets go of it
 */
export function holdBrowserStream(url: string, onAnswer: (isOurs: boolean) => void): () => void {
  // Node and workers have locks, too, and no tabs.
  const locks = typeof window === 'undefined' ? undefined : navigator.locks
  if (locks === undefined) {
    queueMicrotask(() => onAnswer(true))
    return () => {}
  }
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  locks
    .request(`touchline ${new URL(url).origin}`, { ifAvailable: true }, (lock) => {
      onAnswer(lock !== null)
      return lock === null ? undefined : held
    })
    .catch(() => onAnswer(true)) // a page that may have no locks, such as a sandboxed frame
  return release
}
