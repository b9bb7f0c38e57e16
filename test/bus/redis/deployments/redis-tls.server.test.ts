import { connectRedis } from '../../../../src/bus/redis/connect-redis.ts'
import { expect, it } from '../../../support/concurrent.ts'
import { freePort } from '../../../support/free-port.ts'
import { STRANGER } from '../../../support/servers/certificates.ts'
import { startRedis } from '../../../support/servers/redis.ts'
import { startRedisCluster } from '../../../support/servers/redis-cluster.ts'
import { startRedisSentinel } from '../../../support/servers/redis-sentinel.ts'
import { asArguments, redisTls } from '../../../support/servers/redis-tls.ts'
import { entry, listen } from '../../entries.ts'
import { openRedisBus } from '../open-redis-bus.ts'

/** @returns why a connection fails, which is not tried again */
async function refused(url: string): Promise<string> {
  const once = { lazyConnect: true, retryStrategy: () => null, sentinelRetryStrategy: () => null }
  const client = connectRedis(url, once)
  let cause = ''
  client.on('error', (error: Error) => {
    cause ||= error.message
  })
  await client.connect().catch((error: Error) => {
    cause ||= error.message
  })
  return cause
}

/** Two buses hear each other through it. */
async function carriesUpdates(url: string): Promise<void> {
  const [one, other] = [await openRedisBus(url, 'p:'), await openRedisBus(url, 'p:')]
  const heard = await listen(other, 'm1')
  await one.publish(entry('m1', 1, 3))
  await expect.poll(() => heard.map(({ seq }) => seq), { interval: 5, timeout: 5_000 }).toEqual([1, 2, 3])
}

it('reaches one server with TLS, whose certificate a private authority has signed', async () => {
  const [tls, port] = [await redisTls(), await freePort()]
  await startRedis({ port, args: asArguments(tls.settings(port)) })

  await carriesUpdates(`rediss://localhost:${port}?${tls.search}`)

  await expect(refused(`rediss://localhost:${port}?cacert=${STRANGER}`)).resolves.toMatch(/certificate|self-signed/)
})

it('reaches a cluster with TLS', async () => {
  const tls = await redisTls()
  const { url } = await startRedisCluster({ tls })
  expect(url).toMatch(/^rediss\+cluster:/)
  await carriesUpdates(url)
})

it('reaches what sentinels name, with TLS and a password of their own', async () => {
  const { url } = await startRedisSentinel({
    secured: { tls: await redisTls(), password: 'of-servers', sentinelPassword: 'of-sentinels' },
  })
  await carriesUpdates(url)
  expect(await refused(url.replace('of-sentinels', 'wrong'))).toMatch(/sentinels are unreachable.*WRONGPASS/)
})
