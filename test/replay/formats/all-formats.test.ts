import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createFeedClient } from '../../../src/feed-client/feed-client.ts'
import type { MatchEvent } from '../../../src/match/event.ts'
import { play } from '../../../src/replay/play.ts'
import { parseRecording, recordingFormats } from '../../../src/replay/recording/recording-formats.ts'
import { timelineOf } from '../../../src/replay/recording/timeline.ts'
import { useServer } from '../../http/use-server.ts'
import { forSeeds, type SeededRandom, seededRandom } from '../../support/seeded-random.ts'
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

/** What makes one field of each file another kind of thing, and how the sentence names it. */
const FAULTS: Readonly<Record<string, readonly [from: string | RegExp, to: string, names: string]>> = {
  'api-football': [/"elapsed": ?\d+/, '"elapsed": "x"', 'response[0].fixture.status.elapsed: '],
  touchline: ['"sport": "football"', '"sport": 7', 'line 1: fixture.sport: '],
  cricsheet: [/"total": ?\d+/, '"total": "x"', 'innings[0].overs[0].deliveries[0].runs.total: '],
  statsbomb: [/"minute": ?\d+/, '"minute": "x"', '[0].minute: '],
  'tennis-point-by-point': [',1,0,0,0,1,0,1,', ',x,0,0,0,1,0,1,', 'point 1: SetNo is "x", not a number'],
  'football-data': ['"id": 700001', '"id": "x"', 'id: '],
  openligadb: [/"goalID": ?\d+/, '"goalID": "x"', '[0].goals[0].goalID: '],
  nba: [/"actionNumber": ?\d+/, '"actionNumber": "x"', 'game.actions[0].actionNumber: '],
  nhl: [/"sortOrder": ?\d+/, '"sortOrder": "x"', 'plays[0].sortOrder: '],
  mlb: [/"atBatIndex": ?\d+/, '"atBatIndex": "x"', 'liveData.plays.allPlays[0].about.atBatIndex: '],
  nflverse: [',7.0,0.0,', ',x,0.0,', 'play 105.0: total_home_score is "x", not a number'],
  'cricsheet-ashwin': [',Dale 11,1,', ',Dale 11,x,', 'innings 1, ball 0.1: runs_off_bat is "x", not a number'],
}

const OWN: ReadonlySet<string> = new Set(['match', 'at', 'updatedAt'])

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

  it('a fault in it is told by its place', async () => {
    const { text } = fixtureFile(path)
    const [from, to, place] = FAULTS[name] ?? ['', '', '']
    const faulty = { path: 'a.file', text: text.replace(from, to) }
    await expect(parseRecording(faulty, { match })).rejects.toThrow(`a.file looks like ${name}, but: ${place}`)
    const other = parseRecording({ path: 'a.file', text: '{"hello":1}' }, { match, format: name })
    await expect(other).rejects.toMatchObject({
      message: expect.stringMatching(/^a\.file is read as \S+, but: .{5,200}$/),
      advice: 'leave out --format to have it found out',
    })
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

describe('a server', () => {
  const server = useServer()
  /** Without what differs between two matches that were told the same. */
  const stateAt = async (match: string) => {
    const { state } = (await server.api.get(`/v1/matches/${match}`)).body
    return JSON.parse(JSON.stringify(state, (key, value) => (OWN.has(key) ? undefined : value)))
  }

  it.each(names)(
    'takes %s whole, without a refusal, and a replay after a worse file leaves nothing stale',
    async (name) => {
      const [path, match] = FILES[name] ?? ['']
      const recording = await parseRecording(fixtureFile(path), { match })
      const [fresh, stale] = [uniqueMatch(name), uniqueMatch(name)]
      const of = (id: string) => ({ ...recording.fixture, match: id })
      const client = createFeedClient({ url: server.url })
      await client.putFixture(of(fresh))
      const timeline = timelineOf(recording.steps)
      const { results } = await client.putTimeline(fresh, timeline)
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
      expect(await stateAt(fresh)).toMatchObject({ status: 'final', result: {} })

      await client.putFixture(of(stale))
      await client.putTimeline(stale, worse(timeline, seededRandom(timeline.length)))
      const quiet = { onStep() {}, onRefused() {}, signal: new AbortController().signal }
      const again = { recording: { ...recording, fixture: of(stale) }, client, speed: 1e9, maxPauseMs: 1, ...quiet }
      expect((await play(again)).repaired).toBeGreaterThan(0)
      expect(await stateAt(stale)).toEqual(await stateAt(fresh))
      client.close()
    },
  )
})

/** A file of which one event was wrong, one was missing, and one never happened. */
function worse(timeline: readonly MatchEvent[], random: SeededRandom): readonly MatchEvent[] {
  const [wrong, missing] = [random.int(timeline.length), random.int(timeline.length)]
  return timeline.flatMap((event, index) => {
    const { id, order } = event
    const note = { type: 'note', text: 'It was otherwise.', ...(order !== undefined && { order }) }
    const told = index === wrong ? { id, ...note } : event
    return [...(index === missing ? [] : [told]), ...(index === 0 ? [{ id: 'never', ...note }] : [])]
  })
}
