import { expect, it, vi } from 'vitest'
import { PageCache } from '../../../src/web/document/page-cache.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest({ toFake: ['setTimeout'] })

function drawer() {
  const cache = new PageCache()
  const drawn: string[] = []
  const get = (key: string) =>
    cache.get(key, async () => {
      drawn.push(key)
      return { status: 200, html: key }
    })
  return { drawn, get }
}

it('draws a page once in a second', async () => {
  const { drawn, get } = drawer()
  await Promise.all([get('a'), get('a')])
  vi.advanceTimersByTime(999)
  await get('a')
  expect(drawn).toEqual(['a'])
  vi.advanceTimersByTime(1)
  await get('a')
  expect(drawn).toEqual(['a', 'a'])
})

it('keeps 500 pages; more are drawn for whoever asks, and not kept', async () => {
  const { drawn, get } = drawer()
  await Promise.all(Array.from({ length: 500 }, (_, index) => get(`page ${index}`)))
  await get('page 499')
  expect(drawn).toHaveLength(500)
  await get('one more')
  await get('one more')
  expect(drawn).toHaveLength(502)
})

it('keeps no page that could not be drawn', async () => {
  const cache = new PageCache()
  await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect((await cache.get('a', async () => ({ status: 200, html: 'there' }))).html.toString()).toBe('there')
})
