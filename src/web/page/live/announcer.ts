/** Sentences that come within this time are read together. */
const GATHER_MS = 300
/** Reading some takes about as long. On a busy evening the others would queue up behind, until what is read is minutes old. */
const PAUSE_MS = 4_000

/** @param match whose sentences before this one, if they were not read yet, it makes old */
export type Announce = (text: string, match?: string) => void

/** Has a screen reader say sentences, through a polite live region: the first at once, then what has gathered, every few seconds. */
export function createAnnouncer(region: HTMLElement): Announce {
  const waiting = new Map<string | symbol, string>()
  let isPausing = false
  const speakAfter = (ms: number) => {
    isPausing = true
    setTimeout(() => {
      isPausing = waiting.size > 0
      if (!isPausing) return
      const spoken = document.createElement('p')
      spoken.textContent = [...waiting.values()].join('. ')
      region.replaceChildren(spoken)
      waiting.clear()
      speakAfter(PAUSE_MS)
    }, ms)
  }
  return (text, match) => {
    waiting.set(match ?? Symbol(), text)
    if (!isPausing) speakAfter(GATHER_MS)
  }
}
