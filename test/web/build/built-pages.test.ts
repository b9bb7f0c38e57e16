import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { builtPages } from '../../../src/web/build/built-pages.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

describe('the built pages', () => {
  it('are built when they are missing, kept, and read by the next start; again when something of them is gone', async () => {
    const folder = join(await temporaryDirectory(), 'dist', 'pages')
    const first = await builtPages(folder)
    expect(first.builtMs).toBeGreaterThan(0)
    const second = await builtPages(folder)
    expect(second.builtMs).toBeUndefined()
    expect([...second.files].sort()).toEqual([...first.files].sort())
    expect(second.names).toEqual(first.names)

    const [key = ''] = await readdir(folder)
    await rm(join(folder, key, 'names.json'))
    expect((await builtPages(folder)).builtMs).toBeGreaterThan(0)
    expect((await builtPages(folder)).builtMs).toBeUndefined()
    expect(await readdir(folder)).toEqual([key])
  })

  it('are built in memory where nothing can be written', async () => {
    expect((await builtPages('/proc/touchline/pages')).files.size).toBeGreaterThan(3)
  })

  it('are the same compressed', async () => {
    const { files } = await builtPages()
    for (const [path, { body, brotli, gzip }] of files) {
      if (brotli) expect(brotliDecompressSync(brotli).equals(body), path).toBe(true)
      if (gzip) expect(gunzipSync(gzip).equals(body), path).toBe(true)
    }
  })
})
