import type { Cluster, Redis } from 'ioredis'
import { connectCluster, connectRedis } from '../../../src/bus/redis/connect-redis.ts'
import { expect, it, onTestFinished } from '../../support/concurrent.ts'
import { type Broker, type BrokerKind, startBroker } from './broker.ts'
import type { Link } from './link.ts'

async function start(kind: BrokerKind): Promise<{ broker: Broker; client: Redis | Cluster }> {
  const broker = await startBroker(kind)
  onTestFinished(() => broker.stop())
  const { url } = await broker.openWay()
  const client = kind === 'cluster' ? connectCluster(url, {}) : connectRedis(url)
  client.on('error', () => {}) // commands fail, too
  onTestFinished(() => client.disconnect())
  return { broker, client }
}

/** Whether each of these keys can be written. */
function tryKeys(client: Redis | Cluster, keys: readonly string[]): Promise<boolean[]> {
  const isWritten = async (key: string) => {
    try {
      return (await client.set(key, '1')) === 'OK'
    } catch {
      return false
    }
  }
  return Promise.all(keys.map(isWritten))
}

it('leads to another master when sentinels, too, no longer reach theirs', async () => {
  const { broker, client } = await start('sentinel')
  const isWritten = async () => (await tryKeys(client, ['key']))[0]
  await expect.poll(isWritten).toBe(true)
  const [first] = (await broker.findMasterLinks()) as [Link]

  first.mode = 'silent'
  const findOther = async () => (await broker.findMasterLinks()).find((link) => link !== first)
  await expect.poll(findOther, { timeout: 30_000 }).toBeDefined()
  await expect.poll(isWritten, { timeout: 30_000 }).toBe(true)
})

it('leads nowhere for a part of the slots where nobody reaches one master of a cluster', async () => {
  const { broker, client } = await start('cluster')
  const keys = Array.from({ length: 26 }, (_, index) => `key-${index}`)
  const written = async () => new Set(await tryKeys(client, keys))
  await expect.poll(written).toEqual(new Set([true]))
  const masters = await broker.findMasterLinks()
  expect(masters).toHaveLength(3)

  ;(masters[0] as Link).mode = 'cut'
  await expect.poll(written, { timeout: 30_000 }).toEqual(new Set([true, false]))

  // The nodes see each other: nobody takes over.
  ;(masters[0] as Link).mode = 'open'
  await expect.poll(written, { timeout: 30_000 }).toEqual(new Set([true]))
  expect(await broker.findMasterLinks()).toEqual(masters)
})
