import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { aclRules } from '../../../src/bus/redis/acl-rules.ts'
import { busContract } from '../../contracts/bus-contract.ts'
import { busHistoryContract } from '../../contracts/bus-history-contract.ts'
import { fleetChannelContract } from '../../contracts/fleet-channel-contract.ts'
import type { SharedServer } from '../../support/programs/first-available.ts'
import { BROKERS, type BrokerName, openBroker } from '../../support/servers/brokers.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { connectClient } from '../../support/socket-client.ts'
import { startTestServer, uniqueMatch } from '../../support/start-server.ts'
import { doEverything } from './do-everything.ts'
import { openRedisBus } from './open-redis-bus.ts'

const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

/** A release of Debian that is newer than this machine's may be out of reach. Then its tests are left out, and the run says so. */
async function open(name: BrokerName): Promise<SharedServer | undefined> {
  try {
    const broker = await openBroker(name)
    console.log(`${name}: ${broker.from}`)
    return broker
  } catch (error) {
    if (name === 'Redis 7') throw error
    console.warn(`NOT TESTED: ${(error as Error).message}`)
    return undefined
  }
}

const brokers: [BrokerName, SharedServer | undefined][] = []
for (const name of Object.keys(BROKERS) as BrokerName[]) brokers.push([name, await open(name)])
afterAll(() => Promise.all(brokers.map(([, broker]) => broker?.stop())))

describe.for(brokers)('%s', ([name, found]) => {
  if (found === undefined) {
    it.skip('could not be had: the run says why', () => {})
    return
  }
  const broker = found

  /** A user who may do what we print, and nothing else. */
  async function addUser() {
    const admin = new Redis(broker.url)
    onTestFinished(() => admin.disconnect())
    const [user, prefix] = [`touchline-${randomUUID()}`, `${randomUUID()}:`]
    await admin.call('ACL', 'SETUSER', user, 'reset', 'on', '>secret', ...aclRules(prefix).split(' '))
    const url = broker.url.replace('://', `://${user}:secret@`)
    const refused = async () =>
      ((await admin.call('ACL', 'LOG')) as unknown[][]).filter((entry) => entry.includes(user))
    return { admin, prefix, url, refused }
  }

  const openBus = () => openRedisBus(broker.url)
  busContract(name, openBus)
  busHistoryContract(name, openBus)
  fleetChannelContract(`the fleet of ${name}`, openBus)

  it('lets a user with the rules that we print do all that we do', async () => {
    const { prefix, url, refused } = await addUser()
    expect(await doEverything(url, prefix)).toEqual([])
    expect(await refused()).toEqual([])
  })

  it('[W1] [W6] carries scores from ingest to viewers of a gateway, also after it lost everything', async () => {
    const { admin, prefix, url, refused } = await addUser()
    const settings = {
      DATABASE_URL: (await freshDatabase(inject('databaseUrl'))).url,
      REDIS_URL: url,
      REDIS_PREFIX: prefix,
    }
    const ingest = await startTestServer({ ...settings, ROLE: 'ingest' })
    const gateway = await startTestServer({ ...settings, ROLE: 'gateway' })
    const match = uniqueMatch()
    await ingest.call('PUT', `/v1/matches/${match}`, FIXTURE)
    const viewer = await connectClient(gateway.liveUrl)
    await viewer.subscribe(match)
    const goal = async (id: string) => {
      const body = { id, type: 'goal', team: 'home' }
      expect((await ingest.call('POST', `/v1/matches/${match}/events`, body)).status).toBe(201)
    }
    await goal('g1')
    await viewer.reaches(match, 1)

    await admin.flushall()
    await admin.script('FLUSH')
    await goal('g2')

    await viewer.reaches(match, 2)
    expect(viewer.scoreboard.get(match)?.state).toMatchObject({ score: { home: 2, away: 0 } })
    expect(await refused()).toEqual([])
  })
})
