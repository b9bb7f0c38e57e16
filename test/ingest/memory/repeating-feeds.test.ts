import { expect, it } from 'vitest'
import { RepeatingFeeds } from '../../../src/ingest/memory/repeating-feeds.ts'

it('remembers the thousand matches of which an event was repeated last, until all that comes of one is new', () => {
  const feeds = new RepeatingFeeds()
  for (let n = 0; n < 1_000; n += 1) feeds.add(`m${n}`)
  feeds.add('m0')
  expect(feeds.has('m1')).toBe(true)
  feeds.add('another')
  expect(['m0', 'm1', 'm2', 'another'].map((match) => feeds.has(match))).toEqual([true, false, true, true])

  feeds.remove('m0')
  expect(feeds.has('m0')).toBe(false)
})
