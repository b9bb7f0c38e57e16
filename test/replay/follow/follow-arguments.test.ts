import { expect, it } from 'vitest'
import { UsageError } from '../../../src/replay/command-line.ts'
import { isUrl, readFollowArguments } from '../../../src/replay/follow/arguments.ts'

it('are a source, and the defaults', () => {
  expect(readFollowArguments(['https://x.example/m.json'], {})).toEqual({
    source: 'https://x.example/m.json',
    everyMs: 5_000,
    url: 'http://127.0.0.1:8080',
    headers: {},
  })
})

it('may say all else', () => {
  const more = ['--every', '1m', '--format', 'cricsheet', '--match', 'm1', '--key', 'k', '--header', 'X-Key: a: b']
  expect(readFollowArguments(['f', ...more], { FOLLOW_HEADER: 'X-Auth-Token: t' })).toMatchObject({
    everyMs: 60_000,
    format: 'cricsheet',
    match: 'm1',
    key: 'k',
    headers: { 'X-Auth-Token': 't', 'X-Key': 'a: b' },
  })
  expect(readFollowArguments(['-h'], {})).toBe('help')
})

it.each([
  ['5s', 5_000],
  ['500ms', 500],
  ['1.5s', 1_500],
  ['100ms', 100],
  ['24h', 86_400_000],
  ['10', 10_000],
])('asks every %s', (every, everyMs) => {
  expect(readFollowArguments(['f', '--every', every], {})).toMatchObject({ everyMs })
})

it.each<[string[], RegExp]>([
  [[], /say which URL or file to follow/],
  [['a', 'b'], /one match at a time; also given: b/],
  [['a', '--every', '99ms'], /--every must be a time between 100ms and 24h, such as 5s; it is "99ms"/],
  [['a', '--every', '25h'], /--every/],
  [['a', '--every', 'often'], /--every/],
  [['a', '--format', 'opta'], /no format opta; there are: .*cricsheet/],
  [['a', '--header', 'secret'], /--header must look like 'Name: value'$/],
  [['a', '--url', 'localhost:8080'], /--url must be an http/],
])('%j are refused', (args, words) => {
  expect(() => readFollowArguments(args, {})).toThrow(UsageError)
  expect(() => readFollowArguments(args, {})).toThrow(words)
})

it('a source is a url or a file', () => {
  expect(isUrl('https://x.example')).toBe(true)
  expect(isUrl('m.json')).toBe(false)
})
