import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const SEED = 3
/** Its own time is 42 s; a machine that is busy with other tests takes longer to start everything. */
const LIMIT_MS = 240_000

it('[H1] [W1] [W2] [W6] loses, repeats and mixes up nothing while everything fails in turn', {
  timeout: LIMIT_MS,
}, async () => {
  const args = ['--no-warnings', join(import.meta.dirname, 'main.ts'), '--seed', String(SEED), '--minutes', '0.7']
  const load = ['--viewers', '100', '--rate', '20']
  const { code, output } = await new Promise<{ code: unknown; output: string }>((resolve) => {
    execFile(process.execPath, [...args, ...load], { timeout: LIMIT_MS - 10_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), output: `${stdout}${stderr}` })
    })
  })
  expect(output).toContain('everything is as it should be')
  expect(Number(/^faults injected +(\d+)$/m.exec(output)?.[1])).toBeGreaterThan(0)
  expect(code).toBe(0)
})
