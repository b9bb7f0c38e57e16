import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { builtProgram } from '../../src/built/built-program.ts'
import { runCommand } from '../support/run-command.ts'

describe('the program as a few files', () => {
  let folder: string
  let entry: string

  beforeAll(async () => {
    folder = join(resolve('dist'), 'program')
    entry = fileURLToPath((await builtProgram(folder)) as string)
  })

  it('is made once, and found by the next start', async () => {
    expect(await builtProgram(folder)).toBe(await builtProgram(folder))
    expect(dirname(dirname(entry))).toBe(folder)
  })

  it('is not there where nothing can be kept: the modules run as they are', async () => {
    expect(await builtProgram('/proc/touchline/program')).toBeUndefined()
  })

  it('runs, finds what lies beside its sources, and says of each part which source it was', async () => {
    const { code, stdout } = await runCommand(process.execPath, [resolve('src/main.ts'), '--version'])
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${version}\n` })
    expect(await readFile(entry, 'utf8')).toContain('// src/server/server.ts')
  })
})
