import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { startInternalServer } from '../../src/server/internal-server.ts'

async function start(timeoutMs?: number): Promise<string> {
  const { url, close } = await startInternalServer({
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
    routes: async (app) => void app.post('/taken', async () => 'taken'),
    ...(timeoutMs !== undefined && { timeoutMs }),
  })
  onTestFinished(close)
  return url
}

it('closes a request that comes too slowly soon after its time', async () => {
  const url = await start(100)
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write('GET /metrics HTTP/1.1\r\nhost: here\r\nx-slow: ')
  const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(15_000) })
  expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /)
}, 20_000)

it('takes a body of 16 KiB and no more', async () => {
  const url = await start()
  const post = (bytes: number) => fetch(`${url}/taken`, { method: 'POST', body: 'x'.repeat(bytes) })
  expect([(await post(16_384)).status, (await post(16_385)).status]).toEqual([200, 413])
})

it('has 256 connections at most', async () => {
  const { port } = new URL(await start())
  const sockets: Socket[] = []
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  const open = async () => {
    const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
    sockets.push(socket.resume())
    await once(socket, 'connect')
    return socket
  }
  for (let n = 0; n < 256; n += 1) await open()
  await once(await open(), 'close', { signal: AbortSignal.timeout(15_000) })
  expect(sockets.filter(({ destroyed }) => destroyed)).toEqual([sockets[256]])
})
