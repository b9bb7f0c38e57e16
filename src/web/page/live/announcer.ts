/** Sentences that come within this time are read together. */
const GATHER_MS = 300

/** Has a screen reader say sentences, through a polite live region. */
export function createAnnouncer(region: HTMLElement): (text: string) => void {
  let waiting: string[] = []
  return (text) => {
    if (waiting.push(text) > 1) return
    setTimeout(() => {
      const spoken = document.createElement('p')
      spoken.textContent = waiting.join('. ')
      region.replaceChildren(spoken)
      waiting = []
    }, GATHER_MS)
  }
}
