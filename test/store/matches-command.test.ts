import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { type Finished, runCommand } from '../support/run-command.ts'
import { connectClient } from '../support/socket-client.ts'
import { startTestServer } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

// Every command is a process that loads everything anew.
vi.setConfig({ testTimeout: 120_000 })

const cli = new URL('../../src/store/commands/matches.ts', import.meta.url).pathname
const matches = (args: readonly string[], directory = 'unused'): Promise<Finished> =>
  runCommand(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], {
    env: { DATABASE_URL: '', DATA_DIR: directory },
  })
/** With input and output in files. */
const through = (directory: string, command: string, program = cli): Promise<Finished> =>
  runCommand('sh', ['-c', `"${process.execPath}" --disable-warning=ExperimentalWarning "${program}" ${command}`], {
    env: { DATABASE_URL: '', DATA_DIR: directory },
  })

async function openServer() {
  const directory = join(await temporaryDirectory(), 'data')
  const server = await startTestServer({ DATA_DIR: directory })
  const put = async (match: string, startsAt = '2026-11-28T15:00:00Z') => {
    const fixture = { sport: 'football', home: { name: 'A' }, away: { name: 'B' }, startsAt }
    expect((await server.call('PUT', `/v1/matches/${match}`, fixture)).status).toBe(201)
    const goal = { id: 'g1', type: 'goal', team: 'home', minute: 5 }
    expect((await server.call('POST', `/v1/matches/${match}/events`, goal)).status).toBe(201)
  }
  return { directory, server, put }
}

it('[H12] lists, shows and deletes matches beside a running server, whose viewers are told', async () => {
  const { directory, server, put } = await openServer()
  await put('m1')
  await put('m2')
  const viewer = await connectClient(server.liveUrl)
  await viewer.subscribe('m1', 'm2')

  const list = await matches(['list'], directory)
  expect(list.stdout).toBe(
    'm1\tfootball\tscheduled\t1-0\t2026-11-28T15:00\tseq 1\tlocal\t-\nm2\tfootball\tscheduled\t1-0\t2026-11-28T15:00\tseq 1\tlocal\t-\n',
  )
  const shown = JSON.parse((await matches(['show', 'm1'], directory)).stdout)
  expect(shown).toMatchObject({ match: 'm1', seq: 1, inCharge: 'local', state: { score: { home: 1, away: 0 } } })
  expect(shown.warnings.counts).toHaveProperty('unknown-field')

  const more = Array.from({ length: 24 }, (_, n) => ({ id: `w${n}`, type: 'goal', team: 'home', minute: n }))
  expect((await server.call('POST', '/v1/matches/m2/events', more)).status).toBe(200)
  const { warnings } = JSON.parse((await matches(['show', 'm2'], directory)).stdout)
  expect([warnings.events.length, warnings.counts['unknown-field']]).toEqual([20, 25])

  expect(await matches(['delete', 'm1'], directory)).toMatchObject({ code: 0, stdout: 'deleted m1\n' })
  expect(await viewer.nextOf('gone')).toEqual({ op: 'gone', match: 'm1' })
  expect((await server.call('GET', '/v1/matches/m1')).status).toBe(404)
  expect(await matches(['delete', 'm1'], directory)).toMatchObject({ code: 1, stderr: 'there is no match m1\n' })
  expect(await matches(['show', 'm1'], directory)).toMatchObject({ code: 1, stderr: 'there is no match m1\n' })
  expect((await matches(['list'], directory)).stdout).toMatch(/^m2\t.*\n$/)
})

it.runIf(process.platform === 'linux').each(['list', 'show m1', 'export'])(
  'fails when what it found cannot be written: %s',
  async (command) => {
    const { directory, put } = await openServer()
    await put('m1')
    const { code, stderr } = await through(directory, `${command} > /dev/full`)
    expect(code).toBe(1)
    expect(stderr).toMatch(/ENOSPC: no space left on device, write\n$/)
  },
)

it.runIf(process.platform === 'linux')('the rules for Redis fail when they cannot be written, too', async () => {
  const program = new URL('../../src/redis-acl.ts', import.meta.url).pathname
  const { code, stderr } = await through(await temporaryDirectory(), '> /dev/full', program)
  expect([code, stderr]).toEqual([1, expect.stringMatching(/ENOSPC: no space left on device, write\n$/)])
})

it('purges what the filter finds, and only says how many unless it is meant', async () => {
  const { directory, server, put } = await openServer()
  await put('old', '2026-01-01T15:00:00Z')
  await put('new')
  const purge = ['purge', '--before', '2026-11-28']
  expect((await matches(purge, directory)).stdout).toBe('1 match; delete with --yes\n')
  await server.call('POST', '/v1/matches/old/events', { id: 'k1', type: 'period_start', period: 1 })
  expect((await matches(purge, directory)).stdout).toBe(
    '1 match, 1 of them live, interrupted or suspended; delete with --yes\n',
  )
  expect((await server.call('GET', '/v1/matches/old')).status).toBe(200)
  expect((await matches([...purge, '--status', 'final', '--yes'], directory)).stdout).toBe('deleted 0 matches\n')
  expect((await matches([...purge, '--yes'], directory)).stdout).toBe('deleted 1 match\n')
  expect((await server.call('GET', '/v1/matches/old')).status).toBe(404)
  expect((await server.call('GET', '/v1/matches/new')).status).toBe(200)
})

it('exports matches and goes on where it stopped; an import takes what is not there yet, and can be repeated', async () => {
  const { directory, put } = await openServer()
  for (const match of ['a', 'b', 'c']) await put(match)
  const file = join(await temporaryDirectory(), 'matches.ndjson')
  expect(await through(directory, `export a > ${file}`)).toMatchObject({
    code: 0,
    stderr: 'wrote 1 match, the last is a\n',
  })
  expect((await through(directory, `export --after a >> ${file}`)).stderr).toBe('wrote 2 matches, the last is c\n')
  const lines = (await readFile(file, 'utf8')).split('\n')
  expect(lines.slice(0, 3).map((line) => JSON.parse(line).match)).toEqual(['a', 'b', 'c'])

  expect(await through(directory, 'export a nobody')).toEqual({
    ...{ code: 1, stdout: `${lines[0]}\n` },
    stderr: 'wrote 1 match, the last is a\nthere is no match nobody\n',
  })

  const other = await openServer()
  const before = { code: 1, stdout: '' }
  // Cut off, as after a full disk.
  await writeFile(file, [lines[0], lines[1]?.slice(0, 500)].join('\n'))
  const cut = await through(other.directory, `import < ${file}`)
  expect(cut).toMatchObject(before)
  expect(cut.stderr).toMatch(/^wrote 1 match; 0 were there already\nline 2: .*\n$/)
  await writeFile(file, lines.join('\n'))
  expect(await through(other.directory, `import < ${file}`)).toMatchObject({
    code: 0,
    stderr: 'wrote 2 matches; 1 were there already\n',
  })
  const viewer = await connectClient(other.server.liveUrl)
  await viewer.subscribe('a', 'b', 'c')
  expect(viewer.scoreboard.get('c')?.state.score).toEqual({ home: 1, away: 0 })
  const goal = { id: 'g2', type: 'goal', team: 'away' }
  expect((await other.server.call('POST', '/v1/matches/c/events', goal)).body).toMatchObject({ seq: 2 })
  await viewer.reaches('c', 2)
})

it('refuses to import a folder, which holds no lines', async () => {
  const { code, stderr } = await through('unused', 'import < /')
  expect(code).toBe(2)
  expect(stderr).toMatch(/^import reads a file: touchline matches import < FILE\n/)
})

it('archives into a file what the filter finds, once it is meant, and the file can be imported', async () => {
  const { directory, server, put } = await openServer()
  await put('old', '2026-01-01T15:00:00Z')
  await put('new')
  const file = join(await temporaryDirectory(), 'old.ndjson')
  const archive = ['archive', '--before', '2026-11-28', '--to', file]
  expect((await matches(archive, directory)).stdout).toBe('1 match; move with --yes\n')
  const nowhere = await matches([...archive.slice(0, -1), join(file, 'no', 'old.ndjson'), '--yes'], directory)
  expect(nowhere).toMatchObject({ code: 1, stdout: '' })
  expect(nowhere.stderr).toMatch(/^\S+old\.ndjson cannot be written: ENOENT.*\n$/)
  await writeFile(`${file}.lock`, '1 another-machine')
  const inUse = await matches([...archive, '--yes'], directory)
  expect(inUse).toMatchObject({ code: 1, stdout: '' })
  expect(inUse.stderr).toMatch(/^\S+old\.ndjson\.lock says that another process writes it.*\n$/)
  await rm(`${file}.lock`)
  expect((await matches([...archive, '--yes'], directory)).stdout).toBe(`moved 1 match to ${file}\n`)
  await expect.poll(async () => (await server.call('GET', '/v1/matches/old')).status).toBe(404)
  expect((await through(directory, `import < ${file}`)).stderr).toBe('wrote 1 match; 0 were there already\n')
  expect((await server.call('GET', '/v1/matches/old')).body).toMatchObject({ state: { score: { home: 1 } } })
  expect((await server.call('GET', '/v1/matches/new')).status).toBe(200)
})

it('explains itself instead of guessing, and does nothing', async () => {
  const { code, stdout, stderr } = await matches(['purge'])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('usage:')
})
