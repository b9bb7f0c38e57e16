import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createFeedClient } from '../../../src/feed-client/feed-client.ts'
import { timelineOf } from '../../../src/replay/follow/timeline.ts'
import { parseRecording, recordingFormats } from '../../../src/replay/recording/recording-formats.ts'
import { useServer } from '../../http/use-server.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { uniqueMatch } from '../../support/start-server.ts'
import { fixtureFile } from './followed.ts'

/** A file of each format, and which match of it. */
const FILES: Readonly<Record<string, readonly [name: string, match?: string]>> = {
  'api-football': ['football/api-football.json'],
  touchline: ['../../fixtures/var-drama.ndjson'],
  cricsheet: ['cricsheet/cricket/tied-t20.json'],
  statsbomb: ['statsbomb/events/900001.json'],
  'tennis-point-by-point': ['tennis/2023-wimbledon-points.csv', '2901'],
  'football-data': ['football/football-data.json'],
  openligadb: ['football/openligadb.json', '900001'],
  nba: ['nba/playbyplay_0022600001.json'],
  nhl: ['nhl/2026020001.json'],
  mlb: ['mlb/770001.json'],
  nflverse: ['nflverse/play_by_play_2026.csv', '2026_05_GAL_IRN'],
  'cricsheet-ashwin': ['cricsheet/ashwin/990001.csv'],
}

const names = recordingFormats.map(({ name }) => name)

it('docs/feeds.md lists every format', () => {
  const page = readFileSync('docs/feeds.md', 'utf8')
  expect(names.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([])
  expect(Object.keys(FILES)).toEqual(names)
})

it.each([
  ['<!DOCTYPE html><html><body>Too many requests</body></html>', 'nba', /is a web page/],
  ['\n<html lang="en">', undefined, /is a web page/],
  ['[]', 'openligadb', /but: it has no match$/],
])('%s: %s: one sentence', async (text, format, sentence) => {
  await expect(parseRecording({ path: 'a.json', text }, { format })).rejects.toThrow(sentence)
})

describe.each(names)('%s', (name) => {
  const [path, match] = FILES[name] ?? ['']

  it('is recognised by its content alone, and no other format takes it', () => {
    const { text } = fixtureFile(path)
    const recognised = recordingFormats.filter((format) => format.recognises({ path: 'https://x.example/feed', text }))
    expect(recognised.map((format) => format.name)).toEqual([name])
  })

  it('gives the same ids in every run', async () => {
    const read = async () => (await parseRecording(fixtureFile(path), { match })).steps.map(({ change }) => change)
    expect(await read()).toEqual(await read())
  })

  it('cut off anywhere, it is read or gets one sentence', async () => {
    const { text } = fixtureFile(path)
    await forSeeds(20, async (random) => {
      const cut = { path, text: text.slice(0, Math.floor(random.next() * text.length)) }
      const error = await parseRecording(cut, { match, format: name }).then(
        () => undefined,
        (thrown: Error) => thrown,
      )
      if (error === undefined) return
      expect(error.name).toBe('UnreadableRecording')
      expect(error.message).toMatch(/^[^\n]{1,600}$/)
    })
  })
})

describe('a server takes each whole, without a refusal', () => {
  const server = useServer()

  it.each(names)('%s', async (name) => {
    const [path, match] = FILES[name] ?? ['']
    const { fixture, steps } = await parseRecording(fixtureFile(path), { match })
    const id = uniqueMatch(name)
    const client = createFeedClient({ url: server.url })
    await client.putFixture({ ...fixture, match: id })
    const { results } = await client.putTimeline(id, timelineOf(steps))
    client.close()
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    expect((await server.api.get(`/v1/matches/${id}`)).body.state).toMatchObject({ status: 'final', result: {} })
  })
})
