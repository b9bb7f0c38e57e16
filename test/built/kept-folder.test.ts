import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keep } from '../../src/built/kept-folder.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const writes = (text: string) => (folder: string) => writeFile(join(folder, 'file'), text)
const always = async () => true
const never = async () => false

describe('what is built and kept', () => {
  it('is there under its key, in folders that were missing', async () => {
    const folder = join(await temporaryDirectory(), 'dist', 'things')
    await keep(folder, 'key', writes('a'), never)
    expect(await readFile(join(folder, 'key', 'file'), 'utf8')).toBe('a')
    expect(await readdir(folder)).toEqual(['key'])
  })

  it('stays if another process kept it meanwhile, and is replaced if that is damaged', async () => {
    const folder = await temporaryDirectory()
    await keep(folder, 'key', writes('first'), never)
    await keep(folder, 'key', writes('second'), always)
    expect(await readFile(join(folder, 'key', 'file'), 'utf8')).toBe('first')
    await keep(folder, 'key', writes('third'), never)
    expect(await readFile(join(folder, 'key', 'file'), 'utf8')).toBe('third')
    expect(await readdir(folder)).toEqual(['key'])
  })

  it('is never half there: if it cannot be written, nothing is left', async () => {
    const folder = await temporaryDirectory()
    const fails = async (unfinished: string) => {
      await writes('half')(unfinished)
      throw new Error('no space')
    }
    await keep(folder, 'key', fails, never)
    expect(await readdir(folder)).toEqual([])
  })

  it('has the three newest, because a server that runs may still load files of an older one; the others go', async () => {
    const folder = await temporaryDirectory()
    for (const [age, key] of ['newest', 'newer', 'old', 'oldest'].entries()) {
      await mkdir(join(folder, key))
      const at = Date.now() / 1_000 - 60 * (age + 1)
      await utimes(join(folder, key), at, at)
    }
    await keep(folder, 'key', writes('a'), never)
    expect((await readdir(folder)).sort()).toEqual(['key', 'newer', 'newest'])
  })

  it('is not kept where nothing can be written, and nothing fails', async () => {
    await keep('/proc/touchline/things', 'key', writes('a'), never)
  })
})
