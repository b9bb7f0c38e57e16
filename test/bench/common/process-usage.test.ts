import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, it as test } from 'vitest'
import { readCpuMicros, readKernelMicros, readMemory, readTreeCpuMicros } from '../../../bench/common/process-usage.ts'

/** There is no `/proc` elsewhere; scenarios that read it run on Linux alone. */
const it = test.runIf(process.platform === 'linux')
const BUSY_MS = 100
/** Both readings of a difference are exact to 10 ms. */
const COUNTED_MICROS = (BUSY_MS - 20) * 1_000

function burn(): void {
  const from = process.cpuUsage()
  for (;;) {
    const { user, system } = process.cpuUsage(from)
    if (user + system > BUSY_MS * 1_000) return
  }
}

it('counts the CPU time of a process', () => {
  const before = readCpuMicros(process.pid)
  burn()
  expect(readCpuMicros(process.pid) - before).toBeGreaterThanOrEqual(COUNTED_MICROS)
})

it('tells what of it the kernel took: most of asking it for something, nearly nothing of counting', () => {
  const kernelPartOf = (work: () => void) => {
    const [before, kernelBefore] = [readCpuMicros(process.pid), readKernelMicros(process.pid)]
    const from = process.cpuUsage()
    while (process.cpuUsage(from).user + process.cpuUsage(from).system < 5 * BUSY_MS * 1_000) work()
    return (readKernelMicros(process.pid) - kernelBefore) / (readCpuMicros(process.pid) - before)
  }
  let sum = 0
  const counts = () => {
    for (let n = 0; n < 1e6; n += 1) sum += n * n
  }
  expect(kernelPartOf(() => readFileSync('/proc/self/smaps'))).toBeGreaterThan(kernelPartOf(counts) + 0.3)
  expect(sum).toBeGreaterThan(0)
})

it('counts children that ended, and children that run', async () => {
  const script = `const from = process.cpuUsage(); while (process.cpuUsage(from).user < ${BUSY_MS * 1_000});`
  const before = readTreeCpuMicros(process.pid)
  execFileSync(process.execPath, ['-e', script])
  const afterOne = readTreeCpuMicros(process.pid)
  expect(afterOne - before).toBeGreaterThanOrEqual(COUNTED_MICROS)

  const running = spawn(process.execPath, ['-e', `${script} console.log('done'); setInterval(() => {}, 1000)`])
  onTestFinished(() => void running.kill())
  await once(running.stdout, 'data')
  expect(readTreeCpuMicros(process.pid) - afterOne).toBeGreaterThanOrEqual(COUNTED_MICROS)
})

it('reads the memory of a process, and the most that it had', () => {
  const kept = Buffer.alloc(64 * 2 ** 20, 1)
  const { rssBytes, peakRssBytes } = readMemory(process.pid)
  expect(rssBytes).toBeGreaterThan(kept.length)
  expect(peakRssBytes).toBeGreaterThanOrEqual(rssBytes - 2 ** 20)
})
