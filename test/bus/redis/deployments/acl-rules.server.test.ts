import { Redis } from 'ioredis'
import { aclRules, OTHER_COMMANDS, SENTINEL_RULES, UPDATE_COMMANDS } from '../../../../src/bus/redis/acl-rules.ts'
import { describe, expect, it, onTestFinished } from '../../../support/concurrent.ts'
import { startRedis } from '../../../support/servers/redis.ts'
import { startRedisCluster } from '../../../support/servers/redis-cluster.ts'
import { startRedisSentinel } from '../../../support/servers/redis-sentinel.ts'
import { doEverything, openListed } from '../do-everything.ts'

const RULES = aclRules('p:one:')
const NAMES = RULES.split(' ').flatMap((rule) => (rule.startsWith('+') ? rule.slice(1) : []))

function admin(url: string): Redis {
  const client = new Redis(url)
  onTestFinished(() => client.disconnect())
  return client
}

describe('a user with the rules that we print', () => {
  it('can do all that we do at one server, and reads nothing of another installation', async () => {
    const { url, port } = await startRedis()
    const server = admin(url)
    await server.call('ACL', 'SETUSER', 'touchline', 'reset', 'on', '>secret', ...RULES.split(' '))

    expect(await doEverything(`redis://touchline:secret@127.0.0.1:${port}/0`, 'p:one:')).toEqual([])

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

    expect((await doEverything(url.replace('://', '://touchline:secret@'), 'p:one:')).join()).not.toMatch(/NOPERM/)

    for (const { admin: node } of masters) expect((await node.call('ACL', 'LOG')) as unknown[]).toEqual([])
  })

  it('finds by sentinels, with a user of theirs, what to do it at', async () => {
    const { url, sentinels } = await startRedisSentinel()
    const servers = sentinels.map((sentinel) => admin(sentinel.url))
    for (const sentinel of servers) {
      await sentinel.call('ACL', 'SETUSER', 'looker', 'reset', 'on', '>secret', ...SENTINEL_RULES.split(' '))
    }

    expect(await doEverything(`${url}?sentinel-username=looker&sentinel-password=secret`, 'p:one:')).toEqual([])

    for (const sentinel of servers) expect((await sentinel.call('ACL', 'LOG')) as unknown[]).toEqual([])
  })

  it('has no rule that nothing needs', async () => {
    const asked = new Set<string>()
    const { url } = await startRedis()
    await doEverything(`${url}/1`, 'p:one:')
    const cluster = await startRedisCluster()
    await doEverything(cluster.url, 'p:one:')
    for (const server of [admin(url), ...cluster.masters.map((node) => node.admin)]) {
      for (const [, name = ''] of (await server.info('commandstats')).matchAll(/cmdstat_([^:]+):/g)) asked.add(name)
    }
    expect(NAMES.filter((name) => !asked.has(name))).toEqual([])
  })
})

describe('a user who may not run a command of our scripts', () => {
  /** A bus whose user has all rights that we print, but those. */
  async function openWithout(server: Redis, port: number, ...commands: string[]) {
    const name = `without-${commands.join('-')}`
    // A prefix of its own: else it hears the canaries of those who may send them.
    const prefix = `p:${name}:`
    const rules = aclRules(prefix)
      .split(' ')
      .filter((rule) => !commands.some((command) => rule === `+${command}`))
    await server.call('ACL', 'SETUSER', name, 'reset', 'on', '>secret', ...rules)
    const told = (...names: string[]) => `NOPERM this user may not run ${names.join(', ')} on ${prefix}{canary:0}:head`
    return { ...openListed(`redis://${name}:secret@127.0.0.1:${port}`, prefix), told }
  }

  it('is told which one; without one that updates need the bus is down', async () => {
    const { url, port } = await startRedis()
    const server = admin(url)
    const needed = [...Object.keys(UPDATE_COMMANDS), 'publish']
    const look = async (command: string) => {
      const { bus, errors, told } = await openWithout(server, port, command)
      await expect
        .poll(() => ({ errors: errors.join(), health: bus.health }), { timeout: 10_000 })
        .toEqual({
          errors: told(command),
          health: needed.includes(command) ? 'down' : 'up',
        })
    }
    await Promise.all([...needed, ...Object.keys(OTHER_COMMANDS)].map(look))
    const { errors, told } = await openWithout(server, port, 'exists', 'hget')
    await expect.poll(() => errors.join()).toBe(told('exists', 'hget'))
  }, 30_000)

  it('is told so too when the rights are taken away while it runs', async () => {
    const { url, port } = await startRedis()
    const server = admin(url)
    const { bus, errors, told } = await openWithout(server, port)
    await expect.poll(() => bus.health).toBe('up')
    await server.call('ACL', 'SETUSER', 'without-', '-hset')
    await expect.poll(() => bus.health, { timeout: 10_000 }).toBe('down')
    expect(errors).toEqual([told('hset')])
    await server.call('ACL', 'SETUSER', 'without-', '+hset')
    await expect.poll(() => bus.health, { timeout: 10_000 }).toBe('up')
  }, 30_000)
})

it('says why when a user may not do what we need', async () => {
  const { url, port } = await startRedis()
  await admin(url).call('ACL', 'SETUSER', 'touchline', 'reset', 'on', '>secret', '~p:*', '+@all')
  const { bus, errors } = openListed(`redis://touchline:secret@127.0.0.1:${port}`, 'p:one:')
  await expect.poll(() => errors.join()).toMatch(/NOPERM.*channel/)
  expect(bus.health).toBe('down')
})
