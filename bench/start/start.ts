import { rm } from 'node:fs/promises'
import { openBackends } from '../common/backends.ts'
import { readMemory } from '../common/process-usage.ts'
import type { Progress } from '../common/scenario.ts'
import { startServerProcess } from '../common/server-process.ts'
import { median } from '../common/statistics.ts'

export interface StartResult {
  /** Medians of all rounds, in a folder that exists already. */
  readonly readyMs: number
  readonly readyRssBytes: number
  /** The most of any round, up to when the first viewer has loaded the page. */
  readonly peakRssBytes: number
  /** Median, in a folder that is empty. */
  readonly emptyFolderReadyMs: number
}

interface Started {
  readonly readyMs: number
  readonly readyRssBytes: number
  readonly peakRssBytes: number
}

/** Starts the embedded server again and again, as a newcomer does, on any core. The first start only warms the caches. */
export async function measureStart(rounds: number, onProgress: Progress): Promise<StartResult> {
  const backends = await openBackends(false)
  const { environment } = backends
  const folder = environment['DATA_DIR'] as string
  const again: Started[] = []
  const empty: Started[] = []
  try {
    await startOnce(environment)
    for (let round = 1; round <= rounds; round += 1) {
      onProgress(`start ${round} of ${rounds}`)
      again.push(await startOnce(environment))
    }
    for (let round = 1; round <= rounds; round += 1) {
      onProgress(`start ${round} of ${rounds} in an empty folder`)
      await rm(folder, { recursive: true, force: true })
      empty.push(await startOnce(environment))
    }
  } finally {
    await backends.close()
  }
  return {
    readyMs: median(again.map(({ readyMs }) => readyMs)),
    readyRssBytes: median(again.map(({ readyRssBytes }) => readyRssBytes)),
    peakRssBytes: Math.max(...again.map(({ peakRssBytes }) => peakRssBytes)),
    emptyFolderReadyMs: median(empty.map(({ readyMs }) => readyMs)),
  }
}

async function startOnce(environment: Readonly<Record<string, string>>): Promise<Started> {
  const { readyMs, pid, port, stop } = await startServerProcess({ environment })
  try {
    const { rssBytes } = readMemory(pid)
    await openPage(`http://127.0.0.1:${port}`)
    return { readyMs, readyRssBytes: rssBytes, peakRssBytes: readMemory(pid).peakRssBytes }
  } finally {
    await stop()
  }
}

/** Loads the page and everything it names, like a browser with an empty cache. */
async function openPage(url: string): Promise<void> {
  const html = await load(`${url}/`)
  const assets = new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path))
  if (assets.size === 0) throw new Error('the page names no assets')
  await Promise.all([...assets].map((path) => load(`${url}${path}`)))
}

async function load(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}`)
  return response.text()
}
