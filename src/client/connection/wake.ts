const WAKE_EVENTS = ['online', 'offline', 'pageshow']

/**
 * Calls `onWake` when this device or page may have slept, moved or lost its network: a timer is no use then, because
 * timers sleep too. Does nothing where there are no such events (Node).
 *
 * @returns a function that stops listening
 */
export function watchWake(onWake: () => void): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => {}
  const onVisible = () => {
    if (document.visibilityState === 'visible') onWake()
  }
  for (const type of WAKE_EVENTS) window.addEventListener(type, onWake)
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    for (const type of WAKE_EVENTS) window.removeEventListener(type, onWake)
    document.removeEventListener('visibilitychange', onVisible)
  }
}

/** False only when the browser is sure that there is no network. */
export function hasNetwork(): boolean {
  return typeof navigator === 'undefined' || navigator.onLine !== false
}
