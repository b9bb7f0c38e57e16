import { TV_DELAYS_S } from '../view/shared/tv-delay.ts'

export const TV_DELAY_KEY = 'touchline.tv-delay-ms'

/** How much later this viewer wants to see everything, in ms. The browser keeps it for the next visit. */
export function readDelay(): number {
  try {
    const ms = Number(localStorage.getItem(TV_DELAY_KEY))
    return TV_DELAYS_S.includes(ms / 1_000) ? ms : 0
  } catch {
    return 0
  }
}

export function keepDelay(ms: number): void {
  try {
    localStorage.setItem(TV_DELAY_KEY, String(ms))
  } catch {
    // The browser forbids storage: the delay is lost when the page closes.
  }
}
