import { checkRedis } from '../../src/doctor/check-redis.ts'
import { lookAtRedis } from '../../src/doctor/look-at-redis.ts'
import { expect, it } from '../support/concurrent.ts'
import { freePort } from '../support/free-port.ts'
import { startRedis } from '../support/servers/redis.ts'
import { startRedisCluster } from '../support/servers/redis-cluster.ts'
import { startRedisSentinel } from '../support/servers/redis-sentinel.ts'
import { asArguments, redisTls } from '../support/servers/redis-tls.ts'

async function told(url: string): Promise<string[]> {
  const { info, findings } = await lookAtRedis(url)
  expect(info).toContain('redis_version')
  return findings.map(({ kind, what }) => `${kind} ${what}`)
}

it('says of one server whether it is encrypted, and what keeps the installation apart from others', async () => {
  const [tls, port] = [await redisTls(), await freePort()]
  await startRedis({ port, args: asArguments(tls.settings(port)) })
  const redisUrl = `rediss://localhost:${port}?${tls.search}`
  const { findings } = await checkRedis({ redisUrl, redisPrefix: 'scores:' }, '0f6c3a91be27')
  const said = findings.map(({ what }) => what)
  expect(said).toContain('one server, encrypted')
  expect(said).toContain('its keys and channels begin with scores:0f6c3a91be27:')
})

it('names the sentinel that does not answer, and the one that is none', async () => {
  const [{ url }, other] = await Promise.all([startRedisSentinel(), startRedis()])
  expect(await told(url)).toEqual(['ok the master "scores" of 3 of 3 sentinels, not encrypted'])

  const [away, stranger] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${other.port}`]
  expect(await told(url.replace('://', `://${away},${stranger},`))).toEqual([
    'ok the master "scores" of 3 of 5 sentinels, not encrypted',
    expect.stringContaining(`warning sentinel ${away} is of no use: nothing listens at ${away}`),
    // A server is no sentinel.
    expect.stringContaining(`warning sentinel ${stranger} is of no use: ERR unknown command`),
  ])
})

it('asks another node of a cluster where the first that is named is away', async () => {
  const { url } = await startRedisCluster()
  const away = `127.0.0.1:${await freePort()}`
  expect(await told(url.replace('://', `://${away},`))).toEqual([
    'ok a cluster; 3 of 4 nodes that are named answer, not encrypted',
    expect.stringContaining(`warning node ${away} is of no use: nothing listens at ${away}`),
  ])
})

it('says why none of the sentinels or nodes is of use, each reason once', async () => {
  const tls = await redisTls()
  const [sentinel, cluster] = await Promise.all([
    startRedisSentinel({ secured: { tls, password: 'of-servers', sentinelPassword: 'of-sentinels' } }),
    startRedisCluster({ tls }),
  ])
  const failure = async (redisUrl: string) => (await checkRedis({ redisUrl, redisPrefix: 'p:' })).findings
  const unproven = [
    {
      kind: 'failed',
      subject: 'redis',
      what: expect.stringMatching(/^its certificate is not accepted, [^;]*;[^;]*$/),
      change: expect.stringContaining('cacert=FILE'),
    },
  ]
  // Each waits for seconds until it gives up.
  const [ofSentinels, ofCluster, ofPassword] = await Promise.all([
    failure(sentinel.url.replace(tls.search, '')),
    failure(cluster.url.replace(`?${tls.search}`, '')),
    failure(sentinel.url.replace('of-sentinels', 'wrong')),
  ])
  expect(ofSentinels).toEqual(unproven)
  expect(ofCluster).toEqual(unproven)
  expect(ofPassword).toMatchObject([{ what: expect.stringMatching(/^WRONGPASS [^;]*$/) }])
})
