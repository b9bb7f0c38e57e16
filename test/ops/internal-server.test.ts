import { once } from 'node:events'
import { connect } from 'node:net'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { startInternalServer } from '../../src/server/internal-server.ts'

it('closes a request that comes too slowly soon after its time', async () => {
  const { url, close } = await startInternalServer({
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
    routes: async () => undefined,
    timeoutMs: 100,
  })
  onTestFinished(close)
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write('GET /metrics HTTP/1.1\r\nhost: here\r\nx-slow: ')
  const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(15_000) })
  expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /)
}, 20_000)
