import { createContext } from 'preact'
import { useContext, useEffect, useReducer, useRef } from 'preact/hooks'

/** What time it is on the page, by the server's clock, less the viewer's delay; and when to look again. */
export interface PageTime {
  now(): number
  /** Called about once a second. @returns a function that ends it */
  watch(listener: () => void): () => void
}

/** Time stands still: while the server draws, and until the browser has taken over. */
export function stillTime(now: number): PageTime {
  return { now: () => now, watch: () => () => {} }
}

const TimeContext = createContext<PageTime>(stillTime(0))
export const TimeProvider = TimeContext.Provider

/** A text that depends on the time. The component is redrawn, alone, when the text becomes another. */
export function useTicking(read: (now: number) => string): string {
  const time = useContext(TimeContext)
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const text = read(time.now())
  const drawn = useRef({ read, text })
  drawn.current = { read, text }
  useEffect(
    () =>
      time.watch(() => {
        if (drawn.current.read(time.now()) !== drawn.current.text) redraw(undefined)
      }),
    [time],
  )
  return text
}
