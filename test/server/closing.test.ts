import { createHook } from 'node:async_hooks'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { startServer } from '../../src/server/server.ts'
import { connectClient } from '../support/socket-client.ts'
import { testConfig } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** Where in our code each timer and each port was begun that has not ended since. */
function watchWhatRuns(): () => Promise<string[]> {
  const running = new Map<number, string>()
  const hook = createHook({
    init(id, type) {
      if (type !== 'Timeout' && type !== 'TCPSERVERWRAP') return
      const place = /\/src\/([^\s)]+)/.exec(new Error().stack ?? '')?.[1]
      if (place !== undefined) running.set(id, `${type} of ${place}`)
    },
    destroy: (id) => void running.delete(id),
  }).enable()
  onTestFinished(() => void hook.disable())
  return async () => {
    // Node tells in a later turn what has ended.
    for (let turn = 0; turn < 5; turn += 1) await nextTurn()
    return [...running.values()]
  }
}

it('leaves no timer and no port behind when it is closed, whatever it was started with', async () => {
  const whatRuns = watchWhatRuns()
  const directory = await temporaryDirectory()
  const settings = {
    INTERNAL_PORT: '0',
    DATA_DIR: join(directory, 'data'),
    ARCHIVE_AFTER_DAYS: '90',
    ARCHIVE_DIR: join(directory, 'archive'),
  }
  const server = await startServer(testConfig(settings))
  const viewer = await connectClient(`${server.url.replace('http', 'ws')}/v1/live`)
  const send = (method: string, path: string, body: object) =>
    fetch(`${server.url}/v1/matches/m1${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await send('PUT', '', { sport: 'football', home: { name: 'A' }, away: { name: 'B' } })
  await viewer.subscribe('m1')
  await send('POST', '/events', { id: 'g', type: 'goal', team: 'home' })
  await viewer.reaches('m1', 1)
  expect(await whatRuns()).not.toEqual([])

  await server.close()

  expect(await whatRuns()).toEqual([])
  // Neither is the folder held.
  const next = await startServer(testConfig(settings))
  await next.close()
})
