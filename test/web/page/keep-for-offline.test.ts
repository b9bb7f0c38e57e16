import { expect, it, vi } from 'vitest'
import { keepForOffline } from '../../../src/web/page/keep-for-offline.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest()

/** A page in a browser with service workers. @param isControlled an earlier visit has left one */
function openPage(isControlled: boolean) {
  const registered: string[] = []
  const asked: unknown[] = []
  const page = Object.assign(new EventTarget(), { hidden: false })
  const serviceWorker = {
    controller: isControlled ? {} : null,
    ready: Promise.resolve({ active: { postMessage: (request: unknown) => asked.push(request) } }),
    register: async (path: string) => void registered.push(path),
  }
  vi.stubGlobal('navigator', { serviceWorker })
  vi.stubGlobal('document', page)
  vi.stubGlobal('location', { href: 'https://scores.example/match/m1' })
  return { registered, asked, page }
}

const KEEP = { keep: 'https://scores.example/match/m1' }

it('registers the service worker three seconds after the page came, and has it keep the page of a first visit', async () => {
  const { registered, asked } = openPage(false)
  keepForOffline('/live')
  await vi.advanceTimersByTimeAsync(2_999)
  expect([registered, asked]).toEqual([[], []])
  await vi.advanceTimersByTimeAsync(1)
  expect([registered, asked]).toEqual([['/live/sw.js'], [KEEP]])
})

it('keeps a page that an earlier worker has fetched when the reader turns away, and not before', async () => {
  const { registered, asked, page } = openPage(true)
  keepForOffline('')
  await vi.advanceTimersByTimeAsync(3_000)
  expect([registered, asked]).toEqual([['/sw.js'], []])
  page.hidden = true
  page.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual([KEEP])
})
