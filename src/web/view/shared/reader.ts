import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { words } from '../../words.ts'

/** How dates and times are written for whoever reads the page. */
export interface Reader {
  /** Of the browser; that of the words while the server draws. */
  readonly locale: string | undefined
  /** The browser's own if undefined; UTC while the server draws, unless the browser has told it another. */
  readonly zone: string | undefined
  /** What every address of this site begins with: empty, or `/scores`. */
  readonly base: string
  /** The site's own address, without a path: `https://scores.example`. */
  readonly origin: string
  /** What the site is called. */
  readonly site: string
}

export const ServerReader = { locale: words.locale, zone: 'UTC' } as const

const ReaderContext = createContext<Reader>({ ...ServerReader, base: '', origin: '', site: '' })
export const ReaderProvider = ReaderContext.Provider

export function useReader(): Reader {
  return useContext(ReaderContext)
}
