import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createRoute } from '../../../../src/store/postgres/connection/route.ts'
import { freePort } from '../../../support/free-port.ts'
import { WELCOME } from './fake-postgres.ts'

it('is found without a connection where the address leaves no choice, and has all that the address says', async () => {
  const route = createRoute(
    'postgres://me:secret@db:5433/scores?sslmode=disable&options=-c%20jit%3Doff&application_name=mine',
  )
  const always = { ssl: false, connectionTimeoutMillis: 3_000, keepAlive: true }
  expect(await route.find()).toEqual({
    ...{ host: 'db', port: 5_433, user: 'me', password: 'secret', database: 'scores' },
    ...{ options: '-c jit=off', application_name: 'mine', ...always },
  })
  expect(route.forget()).toBe(false)
  const bare = await createRoute('postgres://db?sslmode=disable').find()
  expect(bare).toEqual({ host: 'db', port: 5_432, application_name: 'touchline', ...always })
})

it('says why of each host that lets nobody in, and of one host alone what it said', async () => {
  const ports = [await freePort(), await freePort()]
  const hosts = ports.map((port) => `127.0.0.1:${port}`)
  const search = '?sslmode=disable&target_session_attrs=primary'
  await expect(createRoute(`postgres://me@${hosts.join(',')}/scores${search}`).find()).rejects.toMatchObject({
    errors: ports.map((port) => ({ code: 'ECONNREFUSED', port })),
  })
  await expect(createRoute(`postgres://me@${hosts[0]}/scores${search}`).find()).rejects.toMatchObject({
    ...{ code: 'ECONNREFUSED', port: ports[0] },
  })
})

it('is not found, and nothing else fails, where the line is cut while a server is asked whether it takes writes', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(WELCOME)
      socket.once('data', () => socket.destroy())
    })
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const route = createRoute(`postgres://me@127.0.0.1:${port}/scores?sslmode=disable&target_session_attrs=primary`)
  await expect(route.find()).rejects.toThrow('Connection terminated unexpectedly')
})
