import { afterEach, expect, it, vi } from 'vitest'
import { keepDelay, readDelay } from '../../../src/web/page/kept-delay.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

function browserThatKeeps(kept: string | null): void {
  vi.stubGlobal('localStorage', {
    getItem: () => kept,
    setItem(_: string, value: string) {
      kept = value
    },
  })
}

it('keeps a delay for the next visit', () => {
  browserThatKeeps(null)
  expect(readDelay()).toBe(0)
  keepDelay(30_000)
  expect(readDelay()).toBe(30_000)
})

it.each(['no number', '86400000', '-15000'])('has none where the browser has kept %s', (text) => {
  browserThatKeeps(text)
  expect(readDelay()).toBe(0)
})

it('has none, and says nothing, where the browser forbids storage', () => {
  const forbidden = () => {
    throw new DOMException('forbidden', 'SecurityError')
  }
  vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden })
  keepDelay(30_000)
  expect(readDelay()).toBe(0)
})
