import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it, onTestFinished, vi } from 'vitest'
import { gatherLines } from '../src/log.ts'
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
})

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

it('an error is logged without what it carries along, such as the password of the command that failed', async () => {
  const script = `
    import { createLog } from ${log}
    const command = { name: 'hello', args: ['3', 'AUTH', 'touchline', 'top-secret'] }
    const failed = Object.assign(new Error('WRONGPASS'), { command, code: 'WRONG', port: 6379 })
    const unreadable = Object.assign(new TypeError('Invalid URL'), { input: 'redis://:top-secret@' })
    createLog('info').warn({ err: new AggregateError([failed, unreadable], 'all failed') }, 'redis connection failed')`
  const args = ['--input-type=module-typescript', '-e', script]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  expect(stdout).not.toContain('top-secret')
  const { err } = JSON.parse(stdout)
  expect(err).toMatchObject({ type: 'AggregateError', message: 'all failed', stack: expect.any(String) })
  expect(err.aggregateErrors).toMatchObject([
    { message: 'WRONGPASS', code: 'WRONG', port: 6379 },
    { type: 'TypeError', message: 'Invalid URL' },
  ])
})

it('lines are written together, 10 ms after the first of them or as soon as they are 12 KiB', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const written: string[] = []
  const { write, take } = gatherLines((text) => written.push(text))
  write('a\n')
  vi.advanceTimersByTime(9)
  write('b\n')
  expect(written).toEqual([])
  vi.advanceTimersByTime(1)
  expect(written.splice(0)).toEqual(['a\nb\n'])
  for (let n = 0; n < 25; n += 1) write('x'.repeat(1_024))
  expect(written.splice(0).map(({ length }) => length / 1_024)).toEqual([12, 12])
  expect(take()).toBe('x'.repeat(1_024))
  vi.runAllTimers()
  expect(written).toEqual([])
})

it('a process that ends as soon as its last line is logged has written it, and a fatal one at once', async () => {
  const script = `
    import { writeSync } from 'node:fs'
    import { createLog } from ${log}
    const log = createLog('info')
    log.fatal('it breaks')
    writeSync(1, 'after the fatal line')
    log.info('last words')
    process.exit(0)`
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  execFile(process.execPath, ['--input-type=module-typescript', '-e', script], (error, stdout) =>
    error ? reject(error) : resolve(stdout),
  )
  expect(await promise).toMatch(/it breaks.*\n.*after the fatal line.*last words/s)
})
