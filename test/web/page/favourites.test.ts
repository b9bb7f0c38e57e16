import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Favourites } from '../../../src/web/page/favourites.ts'

const kept = new Map<string, string>()
let tellStored: (event: { key: string }) => void

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('addEventListener', (_: 'storage', listener: typeof tellStored) => {
    tellStored = listener
  })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

it('marks a match and takes the mark away', () => {
  const favourites = new Favourites()
  favourites.toggle('a')
  expect([...favourites.get()]).toEqual(['a'])
  favourites.toggle('a')
  expect([...favourites.get()]).toEqual([])
})

it('shows what another tab has marked', () => {
  const favourites = new Favourites()
  expect([...favourites.get()]).toEqual([])
  const seen = vi.fn()
  favourites.watch(seen)
  kept.set('touchline.favourites', '["b"]')
  tellStored({ key: 'another' })
  expect(seen).not.toHaveBeenCalled()
  tellStored({ key: 'touchline.favourites' })
  expect(seen).toHaveBeenCalledOnce()
  expect([...favourites.get()]).toEqual(['b'])
})

it('keeps 200 of them: the oldest make room', () => {
  const favourites = new Favourites()
  for (let n = 0; n <= 200; n += 1) favourites.toggle(`m${n}`)
  const marked = [...favourites.get()]
  expect(marked).toHaveLength(200)
  expect(marked[0]).toBe('m1')
  expect(marked.at(-1)).toBe('m200')
})

it.each(['no JSON', '{"a":1}', '[1,null]'])('is empty where the browser has kept %s', (text) => {
  kept.set('touchline.favourites', text)
  expect([...new Favourites().get()]).toEqual([])
})
