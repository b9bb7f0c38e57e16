import { once } from 'node:events'
import { watch } from 'node:fs'
import { mkdir, readFile, rename, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import type { OpenApiDocument } from './openapi-check.ts'

let document: Promise<OpenApiDocument> | undefined

/**
 * `/openapi.json`, as the first server of the run that was asked sends it. A server computes for seconds to make it, and all servers of
 * a version send the same, but that one with fewer roles leaves out routes: `documents.test.ts` asks servers of its own.
 */
export function runDocument(url: string): Promise<OpenApiDocument> {
  document ??= readDocument(url).catch((error: unknown) => {
    document = undefined
    throw error
  })
  return document
}

async function readDocument(url: string): Promise<OpenApiDocument> {
  const path = join(inject('runDirectory'), 'openapi.json')
  const claim = `${path}.claim`
  // Files that run at once ask at once: one of them has it made.
  const isFirst = await mkdir(claim).then(
    () => true,
    () => false,
  )
  if (!isFirst) return JSON.parse(await whenMade(path))
  try {
    const text = await (await fetch(`${url}/openapi.json`)).text()
    await writeFile(`${path}.part`, text)
    await rename(`${path}.part`, path) // whole or not at all: other processes read it meanwhile
    return JSON.parse(text)
  } catch (error) {
    await rmdir(claim)
    throw error
  }
}

async function whenMade(path: string): Promise<string> {
  const watcher = watch(dirname(path))
  try {
    while (true) {
      const change = once(watcher, 'change')
      const text = await readFile(path, 'utf8').catch(() => undefined)
      if (text !== undefined) return text
      await change
    }
  } finally {
    watcher.close()
  }
}
