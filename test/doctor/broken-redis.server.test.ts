import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { Redis } from 'ioredis'
import { expect, inject, it, onTestFinished, vi } from 'vitest'
import { aclRules } from '../../src/bus/redis/acl-rules.ts'
import { checkRedis } from '../../src/doctor/check-redis.ts'
import { judgeRedis } from '../../src/doctor/judge-redis.ts'
import { startRedis } from '../support/servers/redis.ts'

/** Asked by the client of a cluster alone, or when a url names another database than the first. */
const NOT_HERE = ['select', 'client|setname', 'cluster|slots', 'cluster|info', 'spublish', 'ssubscribe', 'sunsubscribe']

it('finds each right that a user of Redis lacks, and has no complaint of one who lacks none', async () => {
  const admin = new Redis(inject('redisUrl'))
  onTestFinished(() => admin.disconnect())
  const prefix = `${randomUUID()}:`
  const rules = aclRules(prefix).split(' ')
  const unneeded = NOT_HERE.map((name) => `+${name}`)
  const needed = rules.filter((rule) => rule.startsWith('+') && !unneeded.includes(rule))
  const withoutRule = async (lacking: string) => {
    const user = `doctor-${randomUUID()}`
    const kept = rules.filter((rule) => rule !== lacking)
    await admin.call('ACL', 'SETUSER', user, 'reset', 'on', '>secret', ...kept)
    const redisUrl = inject('redisUrl').replace('://', `://${user}:secret@`)
    const { findings } = await checkRedis({ redisUrl, redisPrefix: prefix }, 'one')
    await admin.call('ACL', 'DELUSER', user)
    return findings.map(({ kind, what }) => `${kind} ${what}`).join('\n')
  }
  const whole = await withoutRule('')
  expect(whole).toMatch(/^ok connected, published and heard in \d+ ms\nok (?:Redis|Valkey) \d/)

  const unfound = await Promise.all(
    [...needed, `&${prefix}*`, `~${prefix}*`].map(async (rule) => {
      const told = await withoutRule(rule)
      const name = rule.startsWith('+') ? `\\b${rule.slice(1)}\\b` : '(?:channel|key)'
      return new RegExp(`^failed .*NOPERM .*${name}`).test(told) ? [] : [rule, told]
    }),
  )

  expect(unfound.flat()).toEqual([])
})

it('says what protected mode is, also where the connection breaks with the question', async () => {
  const { port, stop } = await startRedis()
  onTestFinished(stop)
  // Of this host, but not from the address that protected mode lets in.
  const relay = createServer((asking) => {
    const answering = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' })
    asking.pipe(answering).pipe(asking)
    for (const socket of [asking, answering]) socket.on('error', () => {})
  })
  onTestFinished(() => void relay.close())
  relay.listen(0, '127.0.0.1')
  await once(relay, 'listening')
  const warn = vi.spyOn(console, 'warn')
  const redisUrl = `redis://127.0.0.1:${(relay.address() as AddressInfo).port}`

  const { findings } = await checkRedis({ redisUrl, redisPrefix: 'doctor:' }, 'one')

  expect(findings).toEqual([
    {
      kind: 'failed',
      subject: 'redis',
      what: expect.stringContaining('DENIED it is in protected mode'),
      change: expect.stringContaining('passwords'),
    },
  ])
  expect(warn).not.toHaveBeenCalled()
})

it('judges the version and what Redis does once it is full', () => {
  expect(judgeRedis('redis_version:6.2.14\r\nmaxmemory:0\r\n')).toMatchObject([{ kind: 'failed' }])
  expect(judgeRedis('redis_version:7.0.15\r\nmaxmemory:0\r\nmaxmemory_policy:noeviction\r\n')).toEqual([
    { kind: 'ok', subject: 'redis', what: 'Redis 7.0.15' },
  ])
  const full = 'redis_version:7.2.4\r\nvalkey_version:8.1.1\r\nmaxmemory:268435456\r\nmaxmemory_policy:'
  expect(judgeRedis(`${full}volatile-ttl\r\n`)).toMatchObject([{ kind: 'ok', what: 'Valkey 8.1.1' }])
  expect(judgeRedis(`${full}noeviction\r\n`)).toMatchObject([
    { kind: 'ok' },
    { kind: 'warning', what: expect.stringContaining('256 MiB'), change: expect.stringContaining('volatile-ttl') },
  ])
})
