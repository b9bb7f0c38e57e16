import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'

/** A drawn page, plain and compressed. */
export interface DrawnPage {
  readonly status: number
  readonly html: Buffer
  readonly brotli: Buffer
  readonly gzip: Buffer
}

const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

/** A crowd that opens one page costs one drawing in this time. */
const KEPT_MS = 1_000
/** How many pages are kept. A crowd opens few addresses; somebody who asks for very many must not fill the memory. */
const MAX_KEPT = 500

/** Pages that were drawn a moment ago. */
export class PageCache {
  readonly #pages = new Map<string, Promise<DrawnPage>>()

  /** @param draw called unless the page was drawn a moment ago, or is being drawn */
  get(key: string, draw: () => Promise<{ status: number; html: string }>): Promise<DrawnPage> {
    const found = this.#pages.get(key)
    if (found) return found
    const page = draw().then(compress)
    if (this.#pages.size >= MAX_KEPT) return page
    this.#pages.set(key, page)
    const forget = () => this.#pages.delete(key)
    page.then(() => setTimeout(forget, KEPT_MS).unref(), forget)
    return page
  }
}

/** At low levels, because a page is kept for a second: both together take some 10 ms for a list of 200. */
async function compress({ status, html }: { status: number; html: string }): Promise<DrawnPage> {
  const body = Buffer.from(html)
  const [small, smallForAll] = await Promise.all([
    brotli(body, { params: { [zlib.BROTLI_PARAM_QUALITY]: 5, [zlib.BROTLI_PARAM_SIZE_HINT]: body.length } }),
    deflate(body, { level: 6 }),
  ])
  return { status, html: body, brotli: small, gzip: smallForAll }
}
