import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startTestServer } from '../support/start-server.ts'

const run = promisify(execFile)

interface Block {
  readonly language: string
  readonly text: string
}

const page = readFileSync('docs/quickstart-feed.md', 'utf8')
// The program below is run by test/packages/client/feed.test.ts.
const blocks = [...page.matchAll(/^```(sh|json)\n(.*?)^```$/gms)].map(([, language = '', text = '']): Block => {
  return { language, text: text.trim() }
})
const [define, ...rest] = blocks
const steps = Array.from({ length: Math.ceil(rest.length / 2) }, (_, n) => {
  return [rest[2 * n]?.text ?? '', rest[2 * n + 1]?.text ?? ''] as const
})

it('docs/quickstart-feed.md has commands, each with its answer', () => {
  expect(define?.text).toContain('send() {')
  expect(rest.map(({ language }) => language)).toEqual(rest.map((_, n) => (n % 2 === 0 ? 'sh' : 'json')))
  expect(steps.length).toBeGreaterThan(20)
})

// One test, because each step builds on those before it: a second try begins with the first, on a server of its own.
it('docs/quickstart-feed.md: each command is answered as it says', async () => {
  const { url } = await startTestServer()
  for (const [command, answer] of steps) {
    const script = `${define?.text}\n${command}`.replaceAll('http://localhost:8080', url)
    const { stdout } = await run('sh', ['-c', script])
    expect(JSON.parse(stdout), command).toMatchObject(JSON.parse(answer))
  }
})
