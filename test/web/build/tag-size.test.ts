import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { builtPages } from '../../../src/web/build/built-pages.ts'

const KB = 1_024
const { files } = await builtPages()

/** gzip, as every browser takes it. */
function sizeOf(path: string): number {
  const body = files.get(path)?.body
  if (body === undefined) throw new Error(`no ${path}`)
  return gzipSync(body, { level: 9 }).byteLength
}

it('a score of any sport is drawn with 12 KB of script at most', () => {
  expect(sizeOf('client/element.js')).toBeLessThanOrEqual(12 * KB)
})

it('and followed with 24 KB, the SDK included, where WebSocket comes through', () => {
  expect(sizeOf('client/element.js') + sizeOf('client/index.js')).toBeLessThanOrEqual(24 * KB)
})
