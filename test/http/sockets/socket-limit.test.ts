import { hasSubscribers } from 'node:diagnostics_channel'
import dns from 'node:dns'
import { connect, type Socket } from 'node:net'
import Fastify from 'fastify'
import { expect, it, onTestFinished, vi } from 'vitest'
import { fromProc, readOpenFileLimit } from '../../../src/http/sockets/open-files.ts'
import { limitSockets, socketsWithin, viewersWithin } from '../../../src/http/sockets/socket-limit.ts'

const LISTEN_CHANNEL = 'tracing:net.server.listen:asyncStart'

it('keeps descriptors for the rest of the process, at least half of them when there are few', () => {
  expect(socketsWithin(1_024)).toBe(896)
  expect(socketsWithin(100)).toBe(50)
  expect(socketsWithin(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  expect(viewersWithin(896)).toBe(806)
})

it('reads how many files this process may open', () => {
  const limits =
    'Limit                     Soft Limit           Hard Limit           Units\nMax open files            1024                 4096                 files\n'
  expect(fromProc(limits)).toBe(1_024)
  expect(fromProc(limits.replace('1024', 'unlimited'))).toBeUndefined()
  expect(fromProc('')).toBeUndefined()
  expect(readOpenFileLimit()).toBeGreaterThan(0)
})

it('disconnects whoever is one too many, tells of the first at once, and takes another when one has left', async () => {
  const { port, refused, warnings } = await listen('127.0.0.1', 2)
  const [first] = await Promise.all([open(port, '127.0.0.1'), open(port, '127.0.0.1')])
  await expect(open(port, '127.0.0.1')).rejects.toThrow('refused')
  await expect(open(port, '127.0.0.1')).rejects.toThrow('refused')
  expect(refused).toHaveBeenCalledTimes(2)
  expect(warnings).toEqual([{ refused: 1, maxSockets: 2 }])
  first.destroy()
  await expect
    .poll(() =>
      open(port, '127.0.0.1').then(
        () => true,
        () => false,
      ),
    )
    .toBe(true)
})

it('shares the sockets out between the two addresses of localhost', async () => {
  const { lookup } = dns
  vi.spyOn(dns, 'lookup').mockImplementation(((
    name: string,
    options: { all?: boolean },
    done: (...found: unknown[]) => void,
  ) =>
    name === 'localhost' && options.all
      ? done(null, [
          { address: '127.0.0.1', family: 4 },
          { address: '::1', family: 6 },
        ])
      : lookup(name, options, done)) as never)
  const { port } = await listen('localhost', 2)
  for (const address of ['127.0.0.1', '::1']) {
    await open(port, address)
    await expect(open(port, address)).rejects.toThrow('refused')
  }
})

it('survives a connection that cannot be accepted, and counts it', async () => {
  const { server, refused } = await listen('127.0.0.1', 2)
  server.emit('error', new Error('accept ENFILE'))
  expect(refused).toHaveBeenCalledTimes(1)
})

it('tells of refused connections every ten seconds, with how many there were', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const { server, warnings } = await listen('127.0.0.1', 2)
  const refuseAfter = (ms: number) => {
    vi.advanceTimersByTime(ms)
    server.emit('drop')
    return warnings.splice(0)
  }
  expect(refuseAfter(0)).toEqual([{ refused: 1, maxSockets: 2 }])
  expect(refuseAfter(1)).toEqual([])
  expect(refuseAfter(9_998)).toEqual([])
  expect(refuseAfter(1)).toEqual([{ refused: 3, maxSockets: 2 }])
})

it('watches for other servers no longer than its own', async () => {
  const { app } = await listen('127.0.0.1', 2)
  expect(hasSubscribers(LISTEN_CHANNEL)).toBe(true)
  await app.close()
  expect(hasSubscribers(LISTEN_CHANNEL)).toBe(false)
})

async function listen(host: string, maxSockets: number) {
  const warnings: object[] = []
  const app = Fastify({ forceCloseConnections: true })
  onTestFinished(() => app.close())
  app.log.warn = (told: object) => void warnings.push(told)
  const refused = vi.fn()
  limitSockets(app, { maxSockets, onRefused: refused })
  await app.listen({ host, port: 0 })
  const { port } = app.server.address() as { port: number }
  return { port, refused, warnings, server: app.server, app }
}

/** Resolves once the server has kept the connection, which it shows by an answer. */
function open(port: number, host: string): Promise<Socket> {
  const socket = connect(port, host)
  onTestFinished(() => void socket.destroy())
  return new Promise((resolve, reject) => {
    socket.on('error', () => {}) // 'close' follows
    socket.once('close', () => reject(new Error('refused')))
    socket.once('data', () => resolve(socket))
    socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n')
  })
}
