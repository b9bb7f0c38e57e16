import { Redis } from 'ioredis'
import { describe, expect, it, onTestFinished } from 'vitest'
import { aclRules } from '../../../src/bus/redis/acl-rules.ts'
import { createRedisBus } from '../../../src/bus/redis/redis-bus.ts'
import { startRedis } from '../../support/servers/redis.ts'
import { startRedisCluster } from '../../support/servers/redis-cluster.ts'
import { entry, listen } from '../entries.ts'

const RULES = aclRules('p:one:')
const NAMES = RULES.split(' ').flatMap((rule) => (rule.startsWith('+') ? rule.slice(1) : []))

function admin(url: string): Redis {
  const client = new Redis(url)
  onTestFinished(() => client.disconnect())
  return client
}

async function open(url: string, prefix: string) {
  const errors: string[] = []
  const bus = createRedisBus({ url, prefix, onError: (error) => errors.push(error.message) })
  onTestFinished(() => bus.close())
  return { bus, errors }
}

/** All that servers of ours ask of it. */
async function doEverything(url: string): Promise<string[]> {
  const { bus, errors } = await open(url, 'p:one:')
  await expect.poll(() => bus.health).toBe('up')
  const heard = await listen(bus, 'm1')
  const leave = await bus.subscribe('m2', () => {})
  await leave()
  await bus.publish(entry('m1', 1))
  await bus.publish(entry('m1', 1))
  await bus.publish({ ...entry('m1', 1), epoch: 'e2' })
  await bus.restart('m1', { epoch: 'e3', seq: 4, state: '{}', recent: [{ seq: 4, wire: 'four' }] })
  await expect.poll(() => heard.length).toBeGreaterThan(2)
  await bus.read('m1')
  await bus.readHeads(['m1'])
  await bus.remove('m1', 'e4')
  await bus.keepsAll(['m1'])
  await expect.poll(async () => (await bus.readChanges()).heads.size).toBe(1)
  await bus.tellFleet('members', 'g1')
  await bus.reportViewers('g1', new Map([['m1', 3]]))
  expect(await bus.readViewers(['m1'])).toEqual([3])
  await bus.reportViewers('g1', new Map())
  expect(await bus.takeTokens?.('feed', { perSecond: 5, burst: 5 }, 3)).toBe(3)
  await bus.report([{ match: 'm1', epoch: 'e', seq: 1 }])
  expect(await bus.takeSuspects()).toHaveLength(1)
  return errors
}

describe('a user with the rules that we print', () => {
  it('can do all that we do at one server, and reads nothing of another installation', async () => {
    const { url, port } = await startRedis()
    const server = admin(url)
    await server.call('ACL', 'SETUSER', 'touchline', 'reset', 'on', '>secret', ...RULES.split(' '))

    expect(await doEverything(`redis://touchline:secret@127.0.0.1:${port}/0`)).toEqual([])

    expect((await server.call('ACL', 'LOG')) as unknown[]).toEqual([])
    const user = admin(`redis://touchline:secret@127.0.0.1:${port}`)
    await expect(user.hget('p:two:{m1}:head', 'state')).rejects.toThrow(/NOPERM/)
    await expect(user.subscribe('p:two:{m1}:updates')).rejects.toThrow(/NOPERM/)
    await expect(user.call('KEYS', '*')).rejects.toThrow(/NOPERM/)
  })

  it('can do all that we do at a cluster', async () => {
    const { url, masters } = await startRedisCluster()
    for (const { admin: node } of masters) {
      await node.call('ACL', 'SETUSER', 'touchline', 'reset', 'on', '>secret', ...RULES.split(' '))
    }

    expect((await doEverything(url.replace('://', '://touchline:secret@'))).join()).not.toMatch(/NOPERM/)

    for (const { admin: node } of masters) expect((await node.call('ACL', 'LOG')) as unknown[]).toEqual([])
  })

  it('has no rule that nothing needs', async () => {
    const asked = new Set<string>()
    const { url } = await startRedis()
    await doEverything(`${url}/1`)
    const cluster = await startRedisCluster()
    await doEverything(cluster.url)
    for (const server of [admin(url), ...cluster.masters.map((node) => node.admin)]) {
      for (const [, name = ''] of (await server.info('commandstats')).matchAll(/cmdstat_([^:]+):/g)) asked.add(name)
    }
    expect(NAMES.filter((name) => !asked.has(name))).toEqual([])
  })
})

it('says why when a user may not do what we need', async () => {
  const { url, port } = await startRedis()
  await admin(url).call('ACL', 'SETUSER', 'touchline', 'reset', 'on', '>secret', '~p:*', '+@all')
  const { bus, errors } = await open(`redis://touchline:secret@127.0.0.1:${port}`, 'p:one:')
  await expect.poll(() => errors.join()).toMatch(/NOPERM.*channel/)
  expect(bus.health).toBe('down')
})
