const WAKE_EVENTS = ['online', 'offline', 'pageshow']

/**
 * Calls `onWake` when this device or page may have slept, moved or lost its network: a timer is no use then, because
 * timers sleep too. Does nothing where there are no such events (Node).
 *
 * @returns a function that stops listening
 */
export function watchWake(onWake: () => void): () => void {
  if (typeof document === 'undefined') return () => {}
  const onVisible = () => {
    if (document.visibilityState === 'visible') onWake()
  }
  const ended = new AbortController()
  for (const type of WAKE_EVENTS) window.addEventListener(type, onWake, ended)
  document.addEventListener('visibilitychange', onVisible, ended)
  return () => ended.abort()
}

/** False only when the browser is sure that there is no network. */
export function hasNetwork(): boolean {
  return typeof navigator === 'undefined' || navigator.onLine !== false
}
