import { expect, it, onTestFinished, vi } from 'vitest'
import { FeedAges } from '../../src/ingest/feed-ages.ts'

it('tells for how long each feed has been silent', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const ages = new FeedAges()
  ages.heard('opta')
  vi.advanceTimersByTime(2_500)
  ages.heard('scout')
  expect([...ages.seconds()]).toEqual([
    ['opta', 2.5],
    ['scout', 0],
  ])
})

it('knows 500 feeds, and of more those that were heard last', () => {
  const ages = new FeedAges()
  for (let n = 0; n < 500; n += 1) ages.heard(`f${n}`)
  ages.heard('f0')
  expect([...ages.seconds()]).toHaveLength(500)

  ages.heard('another')
  const feeds = [...ages.seconds()].map(([feed]) => feed)
  expect(feeds).toHaveLength(500)
  expect(feeds.slice(-2)).toEqual(['f0', 'another'])
  expect(feeds).not.toContain('f1')
})
