import { LiveSource } from './live/live-source.ts'

const KEY = 'touchline.favourites'
/** The oldest make room: matches of last season are nobody's favourites. */
const MAX_KEPT = 200

/** The matches that this reader has marked. The browser keeps them; nobody else learns of them. */
export class Favourites extends LiveSource<ReadonlySet<string>> {
  constructor() {
    super(read)
    // Another tab has marked one.
    addEventListener('storage', ({ key }) => {
      if (key === KEY) this.changed()
    })
  }

  toggle(match: string): void {
    const marked = new Set(this.get())
    if (!marked.delete(match)) marked.add(match)
    try {
      localStorage.setItem(KEY, JSON.stringify([...marked].slice(-MAX_KEPT)))
    } catch {
      // The browser forbids storage: nothing is marked.
    }
    this.changed()
  }
}

function read(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return new Set(Array.isArray(kept) ? kept.filter((match) => typeof match === 'string') : [])
  } catch {
    return new Set()
  }
}
