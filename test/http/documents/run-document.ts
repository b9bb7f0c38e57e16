import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { OpenApiDocument } from './openapi-check.ts'

let document: Promise<OpenApiDocument> | undefined

/**
 * `/openapi.json`, as the first server of the run that was asked sends it. A server computes for seconds to make it, and all servers of
 * a version send the same, but that one with fewer roles leaves out routes: `documents.test.ts` and `openapi.test.ts` ask servers of their own.
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
  const known = await readFile(path, 'utf8').catch(() => undefined)
  if (known !== undefined) return JSON.parse(known)
  const text = await (await fetch(`${url}/openapi.json`)).text()
  const own = `${path}.${process.pid}`
  await writeFile(own, text)
  await rename(own, path) // whole or not at all: other processes read it meanwhile
  return JSON.parse(text)
}
