import { execFile } from 'node:child_process'
import { expect, it, onTestFinished } from 'vitest'
import { freePort } from './support/free-port.ts'
import { spawnReady } from './support/process.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

const log = JSON.stringify(new URL('../src/log.ts', import.meta.url).pathname)

it('a server whose log cannot be written says so once and goes on', async () => {
  const PORT = String(await freePort())
  const env = { PORT, DATA_DIR: await temporaryDirectory(), LOG_LEVEL: 'info', DRAIN_MS: '0' }
  const command = ['-c', 'exec "$0" src/main.ts > /dev/full', process.execPath]
  const server = await spawnReady('sh', command, { env, ready: /the log cannot be written: ENOSPC/, readyMs: 60_000 })
  onTestFinished(() => server.stop())
  const status = () =>
    fetch(`http://127.0.0.1:${PORT}/readyz`).then(
      (response) => response.status,
      () => undefined,
    )
  await expect.poll(status, { timeout: 60_000 }).toBe(200)
  const fixture = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }
  const headers = { 'content-type': 'application/json' }
  const url = `http://127.0.0.1:${PORT}/v1/matches/m`
  const created = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(fixture) })
  expect(created.status).toBe(201)
  await server.stop()
  expect(await server.exited).toEqual({ code: 0, signal: null })
  expect(server.output().match(/cannot be written/g)).toHaveLength(1)
}, 90_000)

it('a log that is read slowly keeps some MB of lines and drops the rest', async () => {
  const script = `
    import { createLog } from ${log}
    const log = createLog('info')
    // In one turn, so that nothing can be written in between.
    for (let n = 0; n < 10_000; n += 1) log.info('x'.repeat(1_000))`
  const written = await new Promise<string>((resolve, reject) => {
    const args = ['--input-type=module-typescript', '-e', script]
    execFile(process.execPath, args, { maxBuffer: 2 ** 26 }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    )
  })
  expect(written.length).toBeGreaterThan(3 * 2 ** 20)
  expect(written.length).toBeLessThan(5 * 2 ** 20)
})
