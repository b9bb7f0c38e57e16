import { describe, expect, it, vi } from 'vitest'
import '../../../src/client/connection/ways/other-ways.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { type FakeSocket, pause, settle } from '../fake-network.ts'
import { startBrowser } from './browser.ts'

fakeTimePerTest()

/** The other ways are loaded with the first token. */
async function settleLoaded(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settle()
}

const tokensOf = (socket: FakeSocket | undefined) =>
  socket?.sent.filter(({ op }) => op === 'auth').map(({ token }) => token)

async function greet(socket: FakeSocket): Promise<void> {
  socket.hello()
  await pause()
}

describe('[W21] tabs with tokens', () => {
  it('share a connection if they name the same viewer; the newest is asked', async () => {
    const { openTab, network } = startBrowser()
    for (const name of ['first', 'second'])
      openTab({ token: () => `of the ${name}`, viewer: 'ann' }).client.subscribe('m1')
    await settleLoaded()
    expect(network.sockets).toHaveLength(1)
    await greet(network.latest())
    expect(tokensOf(network.latest())).toEqual(['of the second'])
  })

  it.each([
    ['name different viewers', { viewer: 'ann' }, { viewer: 'bob' }],
    ['name none', {}, {}],
  ])('have each a connection of its own if they %s', async (_, one, other) => {
    const { openTab, network } = startBrowser()
    openTab({ token: () => 'one', ...one }).client.subscribe('m1')
    openTab({ token: () => 'other', ...other }).client.subscribe('m1')
    await settleLoaded()
    for (const socket of network.sockets) await greet(socket)
    expect(network.sockets.map(tokensOf)).toEqual([['one'], ['other']])
  })

  it('are asked in turn: one that has none, then one that sleeps, then one that answers', async () => {
    const { openTab, network } = startBrowser()
    const ann = { viewer: 'ann' }
    openTab({ token: () => 'good', ...ann }).client.subscribe('m1')
    const asleep = openTab({ token: () => 'late', ...ann })
    asleep.client.subscribe('m1')
    const fails = () => Promise.reject(new Error('logged out'))
    openTab({ token: fails, ...ann }).client.subscribe('m1')
    await settleLoaded()
    asleep.freeze()
    await greet(network.latest())
    expect(tokensOf(network.latest())).toEqual([])
    await vi.advanceTimersByTimeAsync(4_000)
    expect(tokensOf(network.latest())).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(tokensOf(network.latest())).toEqual(['good'])
  })

  it('share no connection with those that have none', async () => {
    const { openTab, network } = startBrowser()
    openTab({ token: () => 'one', viewer: 'ann' }).client.subscribe('m1')
    openTab().client.subscribe('m1')
    await settleLoaded()
    expect(network.sockets).toHaveLength(2)
  })
})
