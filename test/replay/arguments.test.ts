import { describe, expect, it } from 'vitest'
import { GaveUp, Refused } from '../../src/feed-client/line.ts'
import { readArguments } from '../../src/replay/arguments.ts'
import { UsageError } from '../../src/replay/command-line.ts'
import { explain } from '../../src/replay/explain.ts'
import { readRecording } from '../../src/replay/recording/recording-formats.ts'
import { UnreadableRecording } from '../../src/replay/recording/unreadable-recording.ts'

describe('the arguments of a replay', () => {
  it('are a file, and the defaults', () => {
    expect(readArguments(['a.ndjson'], {})).toEqual({
      file: 'a.ndjson',
      url: 'http://127.0.0.1:8080',
      speed: 60,
      maxPauseMs: 5_000,
    })
  })

  it('may say all else', () => {
    const options = [
      '--url',
      'https://scores.example/',
      '--speed',
      '0.5',
      '--match',
      'm1',
      '--max-pause',
      '2',
      '--key',
      'k',
    ]
    expect(readArguments(['a', ...options], { FEED_KEY: 'other' })).toEqual({
      file: 'a',
      url: 'https://scores.example',
      speed: 0.5,
      match: 'm1',
      maxPauseMs: 2_000,
      key: 'k',
    })
    expect(readArguments(['a'], { FEED_KEY: 'of the environment' })).toMatchObject({ key: 'of the environment' })
    expect(readArguments(['-h'], {})).toBe('help')
  })

  it.each<[string[], RegExp]>([
    [[], /say which file to play/],
    [['a', 'b'], /one file at a time; also given: b/],
    [['a', '--sped', '3'], /--sped/],
    [['a', '--speed', 'fast'], /--speed must be a number above 0; it is "fast"/],
    [['a', '--speed', '0'], /--speed/],
    [['a', '--speed', '1e10'], /--speed/],
    [['a', '--max-pause', '-1'], /--max-pause/],
    [['a', '--url', 'localhost:8080'], /--url must be an http/],
  ])('%j are refused', (args, words) => {
    expect(() => readArguments(args, {})).toThrow(UsageError)
    expect(() => readArguments(args, {})).toThrow(words)
  })
})

describe('what a person is told of a failure', () => {
  it.each<[Error, RegExp]>([
    [new UsageError('say which file to play'), /^say which file to play\n\nPlays a recorded match[\s\S]*--speed/],
    [
      new GaveUp('no answer from http://x'),
      /^no answer from http:\/\/x; start the server with `touchline start`, .*--url/,
    ],
    [new Refused(401, 'a feed key is needed'), /^a feed key is needed; give it with --key or as FEED_KEY$/],
    [new Refused(409, 'another sport'), /^another sport; --match plays under another id$/],
    [new Refused(400, 'no'), /^no$/],
    [new UnreadableRecording('a is cut off', { advice: 'get it again' }), /^a is cut off; get it again$/],
    [new TypeError('a bug'), /^TypeError: a bug\n +at /],
  ])('%s', (error, words) => {
    expect(explain(error)).toMatch(words)
  })

  it('a file that is in no known format', async () => {
    const error = await readRecording('package.json', {}).catch((error: unknown) => error)
    expect(explain(error)).toMatch(/none of the formats that can be replayed: .*touchline, cricsheet/)
  })
})
