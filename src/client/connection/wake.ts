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
  window.addEventListener('online', onWake)
  window.addEventListener('offline', onWake)
  window.addEventListener('pageshow', onWake)
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    window.removeEventListener('online', onWake)
    window.removeEventListener('offline', onWake)
    window.removeEventListener('pageshow', onWake)
    document.removeEventListener('visibilitychange', onVisible)
  }
}

/** False only when the browser is sure that there is no network. */
export function hasNetwork(): boolean {
  return typeof navigator === 'undefined' || navigator.onLine !== false
}
