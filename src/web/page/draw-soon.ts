import { options } from 'preact'

/**
 * Draws what has changed once before the next frame, however many messages come until then. A hidden page has no frames, but a title
 * that is read in its tab.
 */
export function drawOncePerFrame(): void {
  options.debounceRendering = (draw) => {
    if (document.hidden) setTimeout(draw)
    else requestAnimationFrame(draw)
  }
}
