import { expect, onTestFinished, test } from 'vitest'
import { startWorker } from '../../../bench/common/worker.ts'

test('whoever asks a process is told what it threw, and can ask on', async () => {
  const worker = await startWorker(new URL('./asked.ts', import.meta.url), { settings: {} })
  onTestFinished(() => worker.stop())
  await expect(worker.ask({ op: 'fail' })).rejects.toThrow(/asked\.ts: TypeError: no such match/)
  expect(await worker.ask({ op: 'double', of: 21 })).toBe(42)
})
