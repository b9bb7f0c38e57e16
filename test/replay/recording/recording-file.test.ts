import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readRecordingFile, toRecordingFile } from '../../../src/replay/recording/recording-file.ts'
import { readRecording, recordingFormats } from '../../../src/replay/recording/recording-formats.ts'
import { reasonOf } from '../../../src/replay/recording/unreadable-recording.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const DRAMA = 'fixtures/var-drama.ndjson'
const CRICKET = 'test/fixtures/cricsheet/cricket/tied-t20.json'

async function written(name: string, content: string | Buffer): Promise<string> {
  const path = join(await temporaryDirectory(), name)
  await writeFile(path, content)
  return path
}

const whyNot = (path: string, format?: string) =>
  readRecording(path, { format }).then(
    () => 'it can be read',
    (error: Error) => error.message,
  )

describe('a file that is compressed with gzip', () => {
  it.each([
    ['var-drama.ndjson.gz', DRAMA],
    ['tied-t20.json.gz', CRICKET],
    ['without-an-extension', CRICKET],
  ])('is read as what is in it: %s', async (name, original) => {
    const path = await written(name, gzipSync(await readFile(original)))
    const { steps, fixture } = await readRecording(path, { match: 'm' })
    const expected = await readRecording(original, { match: 'm' })
    expect({ steps, fixture }).toEqual({ steps: expected.steps, fixture: expected.fixture })
  })

  it('gives the match the name of the file without .gz', async () => {
    const path = await written('tied-t20.json.gz', gzipSync(await readFile(CRICKET)))
    expect((await readRecording(path, {})).fixture.match).toBe('cricsheet-tied-t20')
  })
})

describe('a file that cannot be read gets one sentence', () => {
  it('when its gzip is cut off', async () => {
    const path = await written('a.json.gz', gzipSync(await readFile(CRICKET)).subarray(0, 500))
    expect(await whyNot(path)).toMatch(/^\S+a\.json\.gz is broken or cut off \(gzip: [^\n]+\)$/)
  })

  it('when it is empty, or only white space', async () => {
    expect(await whyNot(await written('a.json', ''))).toMatch(/a\.json is empty$/)
    expect(await whyNot(await written('a.json', ' \n'))).toMatch(/a\.json is empty$/)
    expect(await whyNot(await written('a.json.gz', gzipSync('')))).toMatch(/a\.json\.gz is empty$/)
  })

  it('when its JSON is cut off', async () => {
    const path = await written('a.json', (await readFile(CRICKET)).subarray(0, 2_000))
    expect(await whyNot(path)).toMatch(/^\S+ looks like cricsheet, but: it is broken or cut off \([^\n]{1,200}\)$/)
  })

  it('when it has another shape, naming the first place and how many more', async () => {
    const path = await written('a.json', '{"data_version":"1.0.0","info":{"teams":["A"],"overs":"many"}}')
    expect(await whyNot(path)).toMatch(/looks like cricsheet, but: info\.\S+: [^\n]{1,200}, and 1 more like it$/)
  })

  it('when nobody knows its format, or the format that was named', async () => {
    const path = await written('a.json', '{}')
    const names = recordingFormats.map(({ name }) => name).join(', ')
    expect(await whyNot(path)).toMatch(new RegExp(`none of the formats that can be replayed: ${names}$`))
    expect(await whyNot(path, 'opta')).toBe(`no format opta: ${names}`)
    expect(await whyNot(path, 'statsbomb')).toMatch(/a\.json is read as statsbomb, but: /)
  })

  it('cut after 300 characters', () => {
    expect(reasonOf(new Error('x'.repeat(301)))).toBe(`${'x'.repeat(300)} …`)
    expect(reasonOf(new Error('x'.repeat(300)))).toBe('x'.repeat(300))
    expect(reasonOf('a\n  b')).toBe('a b')
  })
})

it('a file has a largest size, compressed or not', async () => {
  const megabyte = 1024 * 1024
  const large = await written('a.ndjson', 'x'.repeat(megabyte + 1))
  await expect(readRecordingFile(large, megabyte)).rejects.toThrow(/a\.ndjson is larger than 1 MB$/)
  await expect(toRecordingFile('a.gz', gzipSync('x'.repeat(megabyte + 1)), megabyte)).rejects.toThrow(
    'a.gz is larger than 1 MB',
  )
  expect((await toRecordingFile('a.gz', gzipSync('x'.repeat(megabyte)), megabyte)).path).toBe('a')
})

it('a file of more than 256 MB is refused before it is read', async () => {
  const path = await written('a.ndjson', '')
  await truncate(path, 256 * 1024 * 1024 + 1)
  await expect(readRecordingFile(path)).rejects.toThrow(/a\.ndjson is larger than 256 MB$/)
})

it('a file in Latin-1 is read as such, one in UTF-8 as UTF-8', async () => {
  expect((await toRecordingFile('a', Buffer.from('Köln', 'latin1'))).text).toBe('Köln')
  expect((await toRecordingFile('a', Buffer.from('Köln'))).text).toBe('Köln')
})
