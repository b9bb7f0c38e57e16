import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Client, ClientStatus } from '../../../../src/client/index.ts'
import { showConnection } from '../../../../src/web/page/live/connection-notice.ts'
import { words } from '../../../../src/web/words.ts'

const NOW = Date.parse('2026-11-29T20:00:00Z')
const HOUR_MS = 3_600_000

const classes = new Set<string>()

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  const toggle = (name: string, isOn: boolean) => (isOn ? classes.add(name) : classes.delete(name))
  vi.stubGlobal('document', { body: { classList: { toggle } } })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  classes.clear()
})

/** What the header and the banner say of a connection. */
function shown(status: ClientStatus, { keptAt, isAnswered = true }: { keptAt?: number; isAnswered?: boolean } = {}) {
  const [light, text, banner] = [
    { dataset: {} as { kind?: string } },
    { textContent: '' },
    { textContent: '', hidden: false },
  ]
  const elements = { light, text, banner } as unknown as Parameters<typeof showConnection>[1]
  const client = { status, on: () => {} } as unknown as Client
  showConnection(client, elements, () => isAnswered, keptAt)
  return {
    kind: light.dataset.kind,
    text: text.textContent,
    banner: banner.hidden ? undefined : banner.textContent,
    isDimmed: classes.has('is-stale'),
    isConnected: classes.has('is-connected'),
  }
}

const LIVE: ClientStatus = { kind: 'live' }

it('is live once the server has answered for what the page shows, and connecting before', () => {
  expect(shown(LIVE)).toEqual({
    kind: 'live',
    text: words.connection.live,
    banner: undefined,
    isDimmed: false,
    isConnected: true,
  })
  expect(shown(LIVE, { isAnswered: false })).toMatchObject({
    kind: 'connecting',
    banner: undefined,
    isConnected: false,
  })
})

it('says of a page that the browser kept how old it is, until there is a network', () => {
  const keptAt = NOW - HOUR_MS
  vi.stubGlobal('navigator', { onLine: false })
  for (const status of [
    { kind: 'connecting' },
    { kind: 'unreachable', reason: 'timeout' },
    { kind: 'offline' },
  ] as const) {
    const { kind, banner, isDimmed } = shown(status, { keptAt })
    expect([kind, isDimmed]).toEqual(['offline', true])
    expect(banner).toContain(words.offline)
    expect(banner).toMatch(/Scores as of .*:00:00/)
  }
  expect(shown(LIVE, { keptAt })).toMatchObject({ kind: 'live', banner: undefined })
  vi.stubGlobal('navigator', { onLine: true })
  const connecting = shown({ kind: 'connecting' }, { keptAt })
  expect(connecting).toMatchObject({ kind: 'unreachable', isDimmed: true })
  expect(connecting.banner).toContain(words.stale.connection)
  expect(shown({ kind: 'unreachable', reason: 'timeout' }, { keptAt }).banner).toContain(words.unreachable.timeout)
})

it('says why a page that the browser did not keep shows nothing new', () => {
  expect(shown({ kind: 'unreachable', reason: 'timeout' }).banner).toBe(words.unreachable.timeout)
  expect(shown({ kind: 'stale', asOf: NOW, reason: 'broker' }).banner).toContain(words.stale.broker)
  expect(shown({ kind: 'closed', code: 4003, reason: 'gone' })).toMatchObject({ banner: words.ended, isDimmed: true })
})

it('says the time of what is of the last twelve hours, and the day of what is older', () => {
  const asOf = (at: number) => shown({ kind: 'offline', asOf: at }, { keptAt: 1 }).banner
  const weekday = /Mon|Tue|Wed|Thu|Fri|Sat|Sun/
  expect(asOf(NOW - 12 * HOUR_MS + 1)).not.toMatch(weekday)
  expect(asOf(NOW - 12 * HOUR_MS)).toMatch(weekday)
})
