import { options } from 'preact'

/** A drawing that follows another waits this long. Laying out and painting costs as much for one change as for five, and nobody sees the difference. */
const PAUSE_MS = 50

/**
 * Draws what has changed once before the next frame, however many messages come until then, and twenty times a second at most. A hidden
 * page has no frames, but a title that is read in its tab.
 */
export function drawOncePerFrame(): void {
  let drawnAt = Number.NEGATIVE_INFINITY
  options.debounceRendering = (draw) => {
    const drawNow = () => {
      drawnAt = performance.now()
      draw()
    }
    const waitMs = drawnAt + PAUSE_MS - performance.now()
    if (document.hidden) setTimeout(drawNow)
    else if (waitMs <= 0) requestAnimationFrame(drawNow)
    else setTimeout(() => requestAnimationFrame(drawNow), waitMs)
  }
}
