import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { toBrowserModule } from '../../src/web/browser-module.ts'
import { KeptModules } from '../../src/web/kept-modules.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const SOURCES = ['export const a: number = 1', 'export const b: string = "b"']

async function start(file: string, sources: readonly string[]): Promise<string[]> {
  const kept = await KeptModules.open(file)
  const modules = sources.map((source) => kept.toBrowserModule(source))
  await kept.save()
  return modules
}

const newFile = async () => join(await temporaryDirectory(), 'cache', 'modules.json')
const keptIn = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as Record<string, string>

it('takes what a start before has kept, and writes nothing when nothing is new', async () => {
  const file = await newFile()
  expect(await start(file, SOURCES)).toEqual(SOURCES.map(toBrowserModule))
  const [key = ''] = Object.keys(await keptIn(file))
  await writeFile(file, JSON.stringify({ ...(await keptIn(file)), [key]: 'kept' }))
  const { ino } = await stat(file)
  expect(await start(file, SOURCES)).toContain('kept')
  expect((await stat(file)).ino).toBe(ino)
})

it('strips what has changed, and forgets what is no longer asked for', async () => {
  const file = await newFile()
  await start(file, SOURCES)
  const changed = ['export const a: number = 2']
  expect(await start(file, changed)).toEqual(changed.map(toBrowserModule))
  expect(Object.values(await keptIn(file))).toEqual(changed.map(toBrowserModule))
})

it('strips anew when the file is cut short', async () => {
  const file = await newFile()
  await start(file, SOURCES)
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, 20))
  expect(await start(file, SOURCES)).toEqual(SOURCES.map(toBrowserModule))
  expect(Object.keys(await keptIn(file))).toHaveLength(2)
})

it('strips where nothing can be written', async () => {
  expect(await start('/proc/touchline/modules.json', SOURCES)).toEqual(SOURCES.map(toBrowserModule))
})
