import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { cached } from './cache.ts'

async function temporaryRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'touchline-cache-test-'))
  onTestFinished(() => rm(root, { recursive: true }))
  return root
}

it('fills a folder once, whoever else needs it at the same time', async () => {
  const root = await temporaryRoot()
  const fill = (directory: string) => writeFile(join(directory, 'program'), 'binary')

  const folders = await Promise.all([cached('tool-1', fill, root), cached('tool-1', fill, root)])
  const again = await cached('tool-1', () => Promise.reject(new Error('filled again')), root)

  expect(new Set([...folders, again])).toEqual(new Set([join(root, 'tool-1')]))
  expect(await readFile(join(again, 'program'), 'utf8')).toBe('binary')
  expect(await readdir(root)).toEqual(['tool-1'])
})

it('leaves nothing behind when filling fails', async () => {
  const root = await temporaryRoot()
  await expect(cached('tool-1', () => Promise.reject(new Error('offline')), root)).rejects.toThrow('offline')
  expect(await readdir(root)).toEqual([])
})
