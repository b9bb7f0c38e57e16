import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { runCommand } from '../support/run-command.ts'
import { startTestServer } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

vi.setConfig({ testTimeout: 120_000 })

const page = readFileSync(new URL('../../docs/feeds.md', import.meta.url), 'utf8')
const feedsCommand = new URL('../../src/store/commands/feeds.ts', import.meta.url).pathname

/** The commands of the page, each with the answer that stands after it. */
function steps(): { command: string; answer: object | undefined }[] {
  const blocks = [...page.matchAll(/```(sh|json)\n([\s\S]*?)```/g)].map(([, kind, text = '']) => ({ kind, text }))
  return blocks.flatMap(({ kind, text }, index) => {
    const next = blocks[index + 1]
    return kind === 'sh'
      ? [{ command: text, answer: next?.kind === 'json' ? (JSON.parse(next.text) as object) : undefined }]
      : []
  })
}

it('[H7] every step of docs/feeds.md answers what the page says', async () => {
  const directory = join(await temporaryDirectory(), 'data')
  const run = async (script: string, env: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await runCommand('bash', ['-euc', script], {
      env: { DATABASE_URL: '', DATA_DIR: directory, ...env },
    })
    expect({ code, stderr }).toMatchObject({ code: 0 })
    return stdout
  }
  const [keys, ...others] = steps()
  const npx = `npx() { shift 2; "${process.execPath}" "${feedsCommand}" "$@"; }\n`
  const names = ['MAIN', 'BACKUP', 'SCOUT', 'DESK']
  const printed = await run(`${npx}${keys?.command}\nfor name in ${names.join(' ')}; do echo "$name=\${!name}"; done`)
  const env = Object.fromEntries(
    printed
      .trim()
      .split('\n')
      .map((line) => line.split('=') as [string, string]),
  )
  expect(Object.keys(env)).toEqual(names)
  const send = (keys?.command ?? '').slice((keys?.command ?? '').indexOf('send()'))

  const server = await startTestServer({ DATA_DIR: directory })
  const here = (text: string) => text.replaceAll('http://localhost:8080', server.url)
  expect(others.length).toBeGreaterThan(9)
  for (const { command, answer } of others) {
    const ask = async () => JSON.parse((await run(here(`${send}\n${command}`), env)) || '{}')
    if (answer === undefined) expect(await ask(), command).not.toHaveProperty('code')
    // Reads may be a few seconds old.
    else if (command.startsWith('curl')) await expect.poll(ask, { timeout: 20_000 }).toMatchObject(answer)
    else expect(await ask(), command).toMatchObject(answer)
  }
})
