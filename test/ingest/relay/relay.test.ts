import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Bus, BusEntry, BusHealth } from '../../../src/bus/bus.ts'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import type { Suspects } from '../../../src/bus/suspects.ts'
import { type RelayOptions, startRelay } from '../../../src/ingest/relay/relay.ts'
import type { Position } from '../../../src/protocol/messages.ts'
import type { DeletedMatch, MatchHead } from '../../../src/store/match-store.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

const RECENT_UPDATES = 256

fakeTimePerTest({ now: 1_700_000_000_000 })

it('sends what was committed and never published, as after a crash between the two', async () => {
  const { log, bus, swept } = openWorld()
  log.commit('m1', 3)

  await seconds(2)

  expect(await bus.read('m1')).toMatchObject({ seq: 3, state: 'm1 at 3', recent: [{ seq: 1 }, { seq: 2 }, { seq: 3 }] })
  expect(swept).toEqual([3])
})

it('sends only what the bus lacks', async () => {
  const { log, bus, published } = openWorld()
  await bus.publish(log.commit('m1', 2))
  log.commit('m1', 2)
  published.length = 0

  await seconds(2)

  expect(published.map(({ updates }) => updates.map(({ seq }) => seq))).toEqual([[3, 4]])
})

it('leaves a fresh commit to its direct way', async () => {
  const { log, published, relay } = openWorld()
  await seconds(0.9)
  relay.publish(log.commit('m1', 1))

  await seconds(5)

  expect(published).toHaveLength(1)
})

it('waits until a commit may be given up by its direct way', async () => {
  const { log, published } = openWorld()
  await seconds(0.9)
  log.commit('m1', 1)
  await seconds(0.5)
  expect(published).toHaveLength(0)

  await seconds(1)
  expect(published).toHaveLength(1)
})

it('sends what a replica commits all the time and never publishes, as one that Redis refuses, within two seconds', async () => {
  const { log, bus, swept } = openWorld()
  for (let tenth = 1; tenth <= 30; tenth += 1) {
    log.commit('m1', 1)
    await seconds(0.1)
    if (tenth % 10 === 9 && tenth > 20) expect((await bus.read('m1'))?.seq).toBeGreaterThanOrEqual(tenth - 20)
  }
  expect(swept.length).toBeGreaterThan(0)
})

it('leaves a match to its direct way that is written and published all the time', async () => {
  const { log, published, relay, swept } = openWorld()
  for (let tenth = 1; tenth <= 50; tenth += 1) {
    relay.publish(log.commit('m1', 1))
    await seconds(0.1)
  }
  expect(published).toHaveLength(50)
  expect(swept).toEqual([])
})

it('sends what a replica committed whose clock is five seconds behind', async () => {
  const { log, published } = openWorld()
  await seconds(30)
  log.commit('m1', 1, Date.now() - 4_500)

  await seconds(2)

  expect(published.map(({ match }) => match)).toEqual(['m1'])
})

it('sends what is committed while the clock is set back, with the next sweep', async () => {
  const { log, published } = openWorld()
  await seconds(30)
  vi.setSystemTime(Date.now() - 3_600_000)
  log.commit('m1', 1, Date.now() - 4_000)

  await seconds(1)

  expect(published.map(({ match }) => match)).toEqual(['m1'])
})

it('sends eight matches at once, not all', async () => {
  const { log, published, running } = openWorld()
  for (let n = 0; n < 40; n += 1) log.commit(`m${n}`, 1)

  await seconds(2)

  expect(published).toHaveLength(40)
  expect(running.most).toBe(8)
})

it('sends no more updates of a match than the bus keeps', async () => {
  const { log, published } = openWorld()
  log.commit('m1', RECENT_UPDATES + 50)

  await seconds(2)

  const [entry] = published
  expect(entry?.updates.map(({ seq }) => seq)).toEqual(Array.from({ length: RECENT_UPDATES }, (_, n) => n + 51))
})

it('sends all of more matches than fit a page, though all changed at once', async () => {
  const { log, bus } = openWorld()
  const matches = Array.from({ length: 1_203 }, (_, index) => `m${index}`)
  for (const match of matches) log.commit(match, 1)

  await seconds(3)

  const heads = await bus.readHeads(matches)
  expect(heads.filter((head) => head?.seq === 1)).toHaveLength(matches.length)
})

it('tells once that the bus is away, sends all when it is back, and tells that', async () => {
  const { log, bus, told, breakBus } = openWorld()
  breakBus(true)
  log.commit('m1', 1)
  await seconds(40)
  expect(told).toEqual(['down'])

  log.commit('m2', 1)
  breakBus(false)
  await seconds(2)

  expect(told).toEqual(['down', 'up'])
  expect((await bus.readHeads(['m1', 'm2'])).map((head) => head?.seq)).toEqual([1, 1])
})

it('fills a bus that came back with what it had long ago', async () => {
  const { log, bus, empty, tellHealth } = openWorld()
  await bus.publish(log.commit('m1', 2))
  await seconds(120 * 60)

  tellHealth('down')
  empty()
  tellHealth('up')
  await seconds(2)

  expect((await bus.read('m1'))?.seq).toBe(2)
})

it('looks back though the outage ended while it was sweeping', async () => {
  const { log, bus, empty, tellHealth, atNextSweep } = openWorld()
  await bus.publish(log.commit('m1', 2))
  await seconds(120 * 60)

  atNextSweep(() => {
    empty()
    tellHealth('up')
  })
  await seconds(3)

  expect((await bus.read('m1'))?.seq).toBe(2)
})

it('fills a bus that was emptied though it never was away, within a minute', async () => {
  const { log, bus, empty } = openWorld()
  await bus.publish(log.commit('m1', 2))
  await seconds(10 * 60)

  empty()
  await seconds(62)

  expect((await bus.read('m1'))?.seq).toBe(2)
})

it('looks a quarter of an hour back once a minute, and else only at what may be new', async () => {
  const { looks } = openWorld()
  await seconds(1)
  expect(looks.splice(0)).toMatchObject([{ backMs: 24 * 3_600_000 + 1_000 }])

  await seconds(301)

  expect(looks).toHaveLength(301)
  const far = looks.filter(({ backMs }) => backMs > 10_000)
  expect(far.map(({ backMs }) => backMs)).toEqual(Array(5).fill(15 * 60_000))
})

it('reads no more than 500 matches at once', async () => {
  const { log, looks } = openWorld()
  for (let n = 0; n < 1_203; n += 1) log.commit(`m${n}`, 1)

  await seconds(1)

  expect(looks.map(({ matches }) => matches)).toEqual([500, 500, 203])
})

describe('[W17] a match with two histories', () => {
  it('goes on under a later epoch when a publication meets other bytes', async () => {
    const { log, bus, relay, mended } = openWorld()
    relay.publish(log.commit('m1', 10))
    await seconds(2)
    log.rollBack('m1', 7, 'b')
    relay.publish(log.commit('m1', 1))
    await seconds(2)

    const now = await bus.read('m1')
    expect(now).toMatchObject({ seq: 8, state: 'm1 at 8' })
    expect(now?.recent.at(-1)).toEqual({ seq: 8, wire: '8b' })
    expect((now?.epoch ?? '') > 'e1').toBe(true)
    expect(mended).toEqual([{ match: 'm1', seen: { epoch: 'e1', seq: 10 }, to: { epoch: now?.epoch, seq: 8 } }])

    relay.publish(log.commit('m1', 1))
    await seconds(5)
    expect(await bus.read('m1')).toMatchObject({ epoch: now?.epoch, seq: 9 })
    expect(mended).toHaveLength(1)
  })

  it('does so without another event, once the database was lost and came back', async () => {
    const { log, bus, relay, mended } = openWorld()
    relay.publish(log.commit('m1', 10))
    await seconds(23 * 3_600)
    log.rollBack('m1', 7, 'b')
    await seconds(50)
    expect(mended).toEqual([])

    relay.databaseLost()
    await seconds(2)
    expect(mended).toMatchObject([{ match: 'm1', seen: { seq: 10 }, to: { seq: 7 } }])
    expect(await bus.read('m1')).toMatchObject({ seq: 7, state: 'm1 at 7' })
  })

  it('does so when a gateway has seen more than there is, though the bus has lost it', async () => {
    const { log, bus, relay, mended, empty } = openWorld()
    relay.publish(log.commit('m1', 10))
    await seconds(30 * 60)
    empty()
    log.rollBack('m1', 7, 'b')
    await bus.report([{ match: 'm1', epoch: 'e1', seq: 10 }])
    await seconds(2)
    expect(mended).toMatchObject([{ match: 'm1', seen: { seq: 10 }, to: { seq: 7 } }])
    const reads = vi.spyOn(log.store, 'readSnapshot')
    await seconds(2)
    expect(reads, 'nothing is left to mend').not.toHaveBeenCalled()
  })

  it('does so when a gateway has seen another update than the one that is there', async () => {
    const { log, bus, relay, mended, empty } = openWorld()
    relay.publish(log.commit('m1', 10))
    await seconds(30 * 60)
    empty()
    log.rollBack('m1', 7, 'b')
    relay.publish(log.commit('m1', 5))
    await bus.report([{ match: 'm1', epoch: 'e1', seq: 9, wire: '9b' }])
    await seconds(2)
    expect(mended).toEqual([])

    await bus.report([{ match: 'm1', epoch: 'e1', seq: 9, wire: '9' }])
    await seconds(2)
    expect(mended).toMatchObject([{ match: 'm1', to: { seq: 12 } }])
  })

  it('is left alone when a gateway was only ahead for a moment', async () => {
    const { log, bus, relay, mended } = openWorld()
    relay.publish(log.commit('m1', 10))
    await seconds(2)
    await bus.report([{ match: 'm1', epoch: 'e1', seq: 10 }])
    await seconds(2)
    expect(mended).toEqual([])
    expect(await bus.readHeads(['m1'])).toEqual([{ epoch: 'e1', seq: 10 }])
  })

  it('gets an epoch after one that only the bus has, as from a backup of before', async () => {
    const { log, bus, mended } = openWorld()
    const later = 'e2'
    await bus.publish({ match: 'm1', epoch: later, updates: [{ seq: 1, wire: 'x' }], state: 'x' })
    log.commit('m1', 3)
    await seconds(3)
    const head = await bus.read('m1')
    expect(head).toMatchObject({ seq: 3, state: 'm1 at 3' })
    expect((head?.epoch ?? '') > later).toBe(true)
    expect(mended).toHaveLength(1)
  })

  it('is tried again while the bus is away', async () => {
    const { log, bus, relay, mended, breakBus } = openWorld()
    relay.publish(log.commit('m1', 10))
    await seconds(2)
    log.rollBack('m1', 7, 'b')
    relay.publish(log.commit('m1', 1))
    breakBus(true)
    await seconds(10)
    expect(mended).toEqual([])
    breakBus(false)
    await seconds(2)
    expect(mended).toHaveLength(1)
    expect((await bus.read('m1'))?.seq).toBe(8)
  })
})

it('[W16] removes what the database does not have from the bus, once', async () => {
  const { log, bus, relay, mended } = openWorld()
  relay.publish(log.commit('m1', 3))
  await seconds(2)
  log.delete('m1')
  await bus.report([{ match: 'm1', epoch: 'e1', seq: 3 }])
  await seconds(2)
  expect(await bus.read('m1')).toBeUndefined()
  expect(mended).toEqual([{ match: 'm1', seen: { epoch: 'e1', seq: 3 }, to: undefined }])

  await bus.report([{ match: 'm1', epoch: 'e1', seq: 3 }])
  await seconds(2)
  expect(mended).toHaveLength(1)
})

describe('[H12] a match that was deleted', () => {
  it('is taken from the bus at once, and what is late for it is refused', async () => {
    const { log, bus, relay } = openWorld()
    const late = log.commit('m1', 3)
    relay.publish(late)
    await seconds(2)
    log.deleteFor('m1', 'e2')
    relay.remove('m1', 'e2')
    await seconds(0)
    expect(await bus.read('m1')).toBeUndefined()
    expect(await bus.publish(late)).toBe('outdated')
  })

  it('is taken from the bus by a sweep when nobody else did, or the bus was away', async () => {
    const { log, bus, relay, breakBus } = openWorld()
    relay.publish(log.commit('m1', 3))
    relay.publish(log.commit('m2', 3))
    await seconds(2)
    breakBus(true)
    log.deleteFor('m1', 'e2')
    relay.remove('m1', 'e2')
    await seconds(10)
    expect((await bus.read('m1'))?.seq).toBe(3)
    breakBus(false)
    await seconds(2)
    expect(await bus.read('m1')).toBeUndefined()
    expect(await bus.readHeads(['m1', 'm2'])).toEqual([
      { epoch: 'e2', seq: 0 },
      { epoch: 'e1', seq: 3 },
    ])
  })

  it('stays on the bus once it was made again', async () => {
    const { log, bus, relay } = openWorld()
    relay.publish(log.commit('m1', 3))
    await seconds(2)
    log.deleteFor('m1', 'e0')
    await seconds(2)
    expect((await bus.read('m1'))?.seq).toBe(3)
  })

  it('is one of more than fit a page, and all go', async () => {
    const { log, bus } = openWorld()
    const matches = Array.from({ length: 1_203 }, (_, index) => `m${String(index).padStart(4, '0')}`)
    for (const match of matches) log.deleteFor(match, 'e2')
    await seconds(2)
    expect((await bus.readHeads(matches)).every((head) => head?.epoch === 'e2')).toBe(true)
  })

  it('is known for a week, and forgotten then', async () => {
    const { log } = openWorld()
    log.deleteFor('m1', 'e2')
    vi.setSystemTime(Date.now() + 7 * 24 * 3_600_000 - 60_000)
    await seconds(2)
    expect(log.deleted).toHaveLength(1)
    await seconds(3_700)
    expect(log.deleted).toEqual([])
  })
})

it('does not sweep any more once it is closed', async () => {
  const { log, relay, published } = openWorld()
  await relay.close()
  expect(vi.getTimerCount()).toBe(0)
  log.commit('m1', 1)

  await seconds(60)

  expect(published).toEqual([])
})

function openWorld() {
  const log = new FakeLog()
  const watchers: ((health: BusHealth) => void)[] = []
  const published: BusEntry[] = []
  const told: string[] = []
  const swept: number[] = []
  const mended: { match: string; seen: Position; to: Position | undefined }[] = []
  const running = { now: 0, most: 0 }
  const looks: { readonly backMs: number; readonly matches: number }[] = []
  let memory = createMemoryBus()
  let isBroken = false
  let interrupt: (() => void) | undefined
  const guarded = <T>(work: () => Promise<T>) => (isBroken ? Promise.reject(new Error('no bus')) : work())
  const bus: Bus & Suspects = {
    ...memory,
    publish: (entry) =>
      guarded(() => {
        published.push(entry)
        return memory.publish(entry)
      }),
    read: (match) => memory.read(match),
    restart: (match, snapshot) => memory.restart(match, snapshot),
    remove: (match, epoch) => guarded(() => memory.remove(match, epoch)),
    readHeads: (matches) => guarded(() => memory.readHeads(matches)),
    countKept: (matches) => guarded(() => memory.countKept(matches)),
    watchHealth: (watcher) => watchers.push(watcher),
  }
  const store: RelayOptions['store'] = {
    ...log.store,
    async readSnapshot(match) {
      running.now += 1
      running.most = Math.max(running.most, running.now)
      const snapshot = await log.store.readSnapshot(match)
      running.now -= 1
      return snapshot
    },
    async readHeadsChangedAfter(place, limit) {
      const heads = await log.store.readHeadsChangedAfter(place, limit)
      looks.push({ backMs: Date.now() - place.changedAt, matches: heads.length })
      interrupt?.()
      interrupt = undefined
      return heads
    },
  }
  const relay = startRelay({
    store,
    bus,
    now: Date.now,
    onMended: (match, seen, to) => mended.push({ match, seen, to }),
    onHealth: (health) => told.push(health),
    onSwept: (updates) => swept.push(updates),
  })
  onTestFinished(() => relay.close())
  return {
    log,
    bus,
    relay,
    published,
    told,
    swept,
    mended,
    /** How many matches are read to be sent again, now and at most. */
    running,
    /** Each read of the log: how far back it began, and how many matches it gave. */
    looks,
    /** It loses all it had. */
    empty() {
      memory = createMemoryBus()
    },
    breakBus(to: boolean) {
      isBroken = to
    },
    tellHealth(health: BusHealth) {
      for (const watcher of watchers) watcher(health)
    },
    /** Something happens right after the next sweep has looked into the log. */
    atNextSweep(happens: () => void) {
      interrupt = happens
    },
  }
}

/** A database in which matches are nothing but their updates. */
class FakeLog {
  readonly #heads = new Map<string, MatchHead>()
  readonly #salts = new Map<string, { readonly after: number; readonly salt: string }>()

  /** @returns the entry that would be published */
  commit(match: string, count: number, changedAt = Date.now()): BusEntry {
    const before = this.#heads.get(match)?.seq ?? 0
    const seq = before + count
    const epoch = this.#heads.get(match)?.epoch ?? 'e1'
    this.#heads.set(match, { match, epoch, seq, changedAt })
    const [first, ...rest] = this.#updatesOf(match, before + 1, seq)
    if (first === undefined) throw new RangeError('a commit has at least one update')
    return { match, epoch, updates: [first, ...rest], state: `${match} at ${seq}` }
  }

  /** The last updates are lost, and everything changes differently from there. */
  rollBack(match: string, seq: number, salt: string): void {
    const head = this.#heads.get(match) as MatchHead
    this.#heads.set(match, { ...head, seq })
    this.#salts.set(match, { after: seq, salt })
  }

  delete(match: string): void {
    this.#heads.delete(match)
  }

  /** A match that was deleted in the way that leaves word of it. */
  deleteFor(match: string, epoch: string): void {
    this.#heads.delete(match)
    this.deleted.push({ match, epoch, changedAt: Date.now() })
  }

  /** What is known to be deleted, oldest first. */
  readonly deleted: DeletedMatch[] = []

  readonly store: RelayOptions['store'] = {
    readDeletedAfter: async ({ changedAt, match }, limit) =>
      this.deleted
        .filter((each) => each.changedAt > changedAt || (each.changedAt === changedAt && each.match > match))
        .slice(0, limit),
    forgetDeleted: async (before) => {
      while ((this.deleted[0]?.changedAt ?? before) < before) this.deleted.shift()
    },
    changeEpoch: async (match, from, to, at) => {
      const head = this.#heads.get(match)
      if (head?.epoch !== from) return false
      this.#heads.set(match, { ...head, epoch: to, changedAt: at })
      return true
    },
    readHeads: async (matches) => matches.map((match) => this.#heads.get(match)),
    readSnapshot: async (match) => {
      const head = this.#heads.get(match)
      return head && { match, epoch: head.epoch, seq: head.seq, state: `${match} at ${head.seq}` }
    },
    readUpdates: async (match, after, limit) =>
      this.#updatesOf(match, after + 1, this.#heads.get(match)?.seq ?? 0).slice(0, limit),
    readHeadsChangedAfter: async ({ changedAt, match }, limit) =>
      [...this.#heads.values()]
        .sort((a, b) => a.changedAt - b.changedAt || (a.match < b.match ? -1 : 1))
        .filter((head) => head.changedAt > changedAt || (head.changedAt === changedAt && head.match > match))
        .slice(0, limit),
  }

  #updatesOf(match: string, first: number, last: number) {
    const { after = 0, salt = '' } = this.#salts.get(match) ?? {}
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
      const seq = first + index
      return { seq, wire: seq > after ? `${seq}${salt}` : `${seq}` }
    })
  }
}

function seconds(count: number) {
  return vi.advanceTimersByTimeAsync(count * 1_000)
}
