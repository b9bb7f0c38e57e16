import { cp, mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { stampOf } from '../../src/built/source-stamps.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

describe('the stamp of sources', () => {
  let root: string
  const stamp = (folders = ['src'], tools = 'esbuild 1') => stampOf(root, folders, tools)

  beforeEach(async () => {
    root = await temporaryDirectory()
    await mkdir(join(root, 'src/deep'), { recursive: true })
    for (const name of ['src/a.ts', 'src/deep/b.ts', 'outside.ts']) {
      await writeFile(join(root, name), 'text')
      await utimes(join(root, name), 1_000, 1_000)
    }
  })

  it('stays while nothing changes, wherever the folder lies', async () => {
    const before = stamp()
    expect(stamp()).toBe(before)
    const copy = join(await temporaryDirectory(), 'copy')
    await cp(root, copy, { recursive: true, preserveTimestamps: true })
    expect(stampOf(copy, ['src'], 'esbuild 1')).toBe(before)
    await writeFile(join(root, 'outside.ts'), 'other')
    expect(stamp()).toBe(before)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['a file is written with as many bytes', () => writeFile(join(root, 'src/deep/b.ts'), 'TEXT')],
    ['a file has another size and the same time', () => rewrite('src/a.ts', 'longer')],
    ['a file is added', () => writeFile(join(root, 'src/deep/c.ts'), '')],
    ['a file goes', () => rm(join(root, 'src/a.ts'))],
  ])('is another if %s', async (_, change) => {
    const before = stamp()
    await change()
    expect(stamp()).not.toBe(before)
  })

  it('is another with other folders or other tools', () => {
    expect(new Set([stamp(), stamp(['src/deep']), stamp(['src'], 'esbuild 2')]).size).toBe(3)
  })

  async function rewrite(path: string, text: string): Promise<void> {
    await writeFile(join(root, path), text)
    await utimes(join(root, path), 1_000, 1_000)
  }
})
