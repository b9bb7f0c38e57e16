import { builtPages } from './built-pages.ts'

const { files, builtMs } = await builtPages()
const bytes = [...files.values()].reduce((sum, { brotli, body }) => sum + (brotli ?? body).length, 0)
const what = builtMs === undefined ? 'the pages are built already' : `built the pages in ${builtMs} ms`
process.stdout.write(`${what}: ${files.size} files, ${Math.round(bytes / 1_000)} KB compressed\n`)
