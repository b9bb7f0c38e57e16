import { ZONE_COOKIE } from '../reader-zone.ts'

const YEAR_S = 31_536_000

/** Tells the server the reader's time zone, for the next page. The server draws lists in it and keeps nothing. */
export function tellZone(base: string): void {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in Firefox 115 and Safari 16.4
  document.cookie = `${ZONE_COOKIE}=${timeZone}; path=${base}/; max-age=${YEAR_S}; samesite=lax`
}
