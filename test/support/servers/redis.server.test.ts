import { existsSync } from 'node:fs'
import { Redis } from 'ioredis'
import { expect, inject, it, onTestFinished } from 'vitest'
import { startRedis } from './redis.ts'

function connect(url: string): Redis {
  const redis = new Redis(url, { retryStrategy: (attempt) => Math.min(attempt * 20, 200) })
  redis.on('error', () => {}) // refused while the server is down: it retries
  onTestFinished(() => redis.disconnect())
  return redis
}

it('shares one Redis of version 7 or newer with the run', async () => {
  const redis = connect(inject('redisUrl'))
  expect(await redis.ping()).toBe('PONG')
  const version = /redis_version:(\d+)/.exec(await redis.info('server'))?.[1]
  expect(Number(version)).toBeGreaterThanOrEqual(7)
})

it('comes back on the same port, empty, after a crash', async () => {
  const server = await startRedis()
  const redis = connect(server.url)
  await redis.set('score', '2-1')
  const crashed = server.pid

  await server.kill('SIGKILL')
  await server.restart()

  expect(server.pid).not.toBe(crashed)
  expect(await redis.get('score')).toBeNull()
})

it('keeps its data over a crash when asked to', async () => {
  const server = await startRedis({ args: ['--appendonly', 'yes', '--appendfsync', 'always'] })
  const redis = connect(server.url)
  await redis.set('score', '2-1')

  await server.restart()

  expect(await redis.get('score')).toBe('2-1')
})

it('answers again after it was paused', async () => {
  const server = await startRedis()
  const redis = connect(server.url)
  await redis.ping()
  let answered = false
  await server.kill('SIGSTOP')
  const answer = redis.ping().finally(() => {
    answered = true
  })
  const other = connect(inject('redisUrl'))
  await other.ping()
  expect(answered).toBe(false)

  await server.kill('SIGCONT')

  expect(await answer).toBe('PONG')
})

it('stops even while it is paused, and may be stopped twice', async () => {
  const server = await startRedis()
  await server.kill('SIGSTOP')

  await server.stop()
  await server.stop()

  expect(existsSync(`/proc/${server.pid}`)).toBe(false)
})
