import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { spawnReady } from './process.ts'

const node = process.execPath

it('waits for the ready line and hands over what it says', async () => {
  const script = 'console.log("listening on 4711"); setInterval(() => {}, 1000)'
  const child = await spawnReady(node, ['-e', script], { ready: /listening on (\d+)/ })
  onTestFinished(() => child.stop())

  expect(child.match[1]).toBe('4711')
})

it('passes on the output of a child that ends too early', async () => {
  const start = spawnReady(node, ['-e', 'console.error("no such key"); process.exit(2)'], { ready: /listening/ })
  await expect(start).rejects.toThrow(/ended with code 2 before it was ready: no such key/)
})

it('gives up on a child that is never ready', async () => {
  const start = spawnReady(node, ['-e', 'setInterval(() => {}, 1000)'], { ready: /listening/, readyMs: 100 })
  await expect(start).rejects.toThrow(/was not ready within 100 ms: no output/)
})

it('names a program that does not exist', async () => {
  await expect(spawnReady('/no/such/program', [], { ready: /x/ })).rejects.toThrow(/\/no\/such\/program does not start/)
})

it('tells how a child ended', async () => {
  const script = 'process.on("SIGTERM", () => process.exit(7)); console.log("up"); setInterval(() => {}, 1000)'
  const child = await spawnReady(node, ['-e', script], { ready: /up/ })

  await child.stop()

  expect(await child.exited).toEqual({ code: 7, signal: null })
})

it('ends the child and removes its folder when its own process is killed', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'touchline-guard-'))
  onTestFinished(() => rm(scratch, { recursive: true, force: true }))
  const support = JSON.stringify(join(import.meta.dirname, 'process.ts'))
  const script = `
    import { spawnReady } from ${support}
    const options = { ready: /up/, scratch: ${JSON.stringify(scratch)} }
    const child = await spawnReady('sh', ['-c', 'echo up; exec sleep 600'], options)
    console.log('child', child.pid)`
  const parent = await spawnReady(node, ['--input-type=module', '-e', script], { ready: /child (\d+)/ })
  const pid = Number(parent.match[1])

  await parent.kill('SIGKILL')

  await vi.waitFor(() => expect(existsSync(scratch)).toBe(false), { timeout: 10_000 })
  expect(isRunning(pid)).toBe(false)
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
