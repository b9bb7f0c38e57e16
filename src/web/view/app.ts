import { type ComponentChild, h } from 'preact'
import { type PageTime, TimeProvider } from './shared/page-time.ts'
import { type Reader, ReaderProvider } from './shared/reader.ts'

/** What every page stands in: who reads it, and what time it is. */
export function App({
  reader,
  time,
  page,
}: {
  readonly reader: Reader
  readonly time: PageTime
  readonly page: ComponentChild
}): ComponentChild {
  return h(ReaderProvider, { value: reader }, h(TimeProvider, { value: time }, page))
}
