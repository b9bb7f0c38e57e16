import { describe, expect, it, onTestFinished } from 'vitest'
import type { Bus, BusEntry } from '../../src/bus/bus.ts'
import { entry, listen, stateAt, updatesOf } from '../bus/entries.ts'
import { forSeeds } from '../support/seeded-random.ts'

const RECENT_UPDATES = 256

/**
 * What every Bus does.
 *
 * @param open an empty bus that is up, shared with nobody; the contract closes it
 */
export function busContract(name: string, open: () => Promise<Bus>): void {
  const start = async () => {
    const bus = await open()
    onTestFinished(() => bus.close())
    return bus
  }

  describe(name, () => {
    it('delivers the updates of one publisher in order, with the very bytes it was given', async () => {
      const bus = await start()
      const heard = await listen(bus, 'm1')
      const wires = ['{"op":"update","event":{"player":"Müller ⚽ 🇧🇷"}}', '{"text":"line\\nbreak \\u0000 12 34"}', '{}']

      for (const [index, wire] of wires.entries()) {
        await bus.publish({ match: 'm1', epoch: 'e1', updates: [{ seq: index + 1, wire }], state: '{}' })
      }

      await soon(() => heard.length).toBe(3)
      expect(heard).toEqual(wires.map((wire, index) => ({ epoch: 'e1', seq: index + 1, wire })))
    })

    it('delivers each update of an entry by itself', async () => {
      const bus = await start()
      const heard = await listen(bus, 'm1')

      await bus.publish(entry('m1', 1, 3))

      await soon(() => heard.length).toBe(3)
      expect(heard.map(({ seq, wire }) => ({ seq, wire }))).toEqual(updatesOf(1, 3))
    })

    it('keeps the order of publications that nobody waited for', async () => {
      const bus = await start()
      const heard = await listen(bus, 'm1')

      await Promise.all(Array.from({ length: 50 }, (_, index) => bus.publish(entry('m1', index + 1))))

      await soon(() => heard.length).toBe(50)
      expect(heard.map(({ seq }) => seq)).toEqual(updatesOf(1, 50).map(({ seq }) => seq))
    })

    it('knows nothing of a match that was never published', async () => {
      const bus = await start()
      expect(await bus.read('m1')).toBeUndefined()
      expect(await bus.readHeads(['m1'])).toEqual([undefined])
    })

    it('keeps the newest state and the updates that led there', async () => {
      const bus = await start()
      await bus.publish(entry('m1', 1, 2))
      await bus.publish(entry('m1', 3))

      expect(await bus.read('m1')).toEqual({ epoch: 'e1', seq: 3, state: stateAt(3), recent: updatesOf(1, 3) })
    })

    it('stays the same when an entry is published again', async () => {
      const bus = await start()
      await bus.publish(entry('m1', 1, 4))
      const before = await bus.read('m1')

      await bus.publish(entry('m1', 2, 3))
      await bus.publish(entry('m1', 1, 4))

      expect(await bus.read('m1')).toEqual(before)
    })

    it('ends with the newest state and all updates, whatever the order of publication', async () => {
      await forSeeds(20, async (random, seed) => {
        const bus = await start()
        const entries: BusEntry[] = []
        for (let seq = 1; seq <= 40; ) {
          const last = Math.min(40, seq + random.int(4))
          entries.push(entry('m1', seq, last))
          seq = last + 1
        }
        const repeated = entries.filter(() => random.chance(0.3))
        let highest = 0
        for (const each of random.shuffle([...entries, ...repeated])) {
          await bus.publish(each)
          highest = Math.max(highest, each.updates.at(-1)?.seq ?? 0)
          expect(await bus.readHeads(['m1']), `seed ${seed}`).toEqual([{ epoch: 'e1', seq: highest }])
        }

        expect(await bus.read('m1')).toEqual({ epoch: 'e1', seq: 40, state: stateAt(40), recent: updatesOf(1, 40) })
      })
    })

    it('keeps the newest updates of a long match, without a hole', async () => {
      const bus = await start()
      const last = RECENT_UPDATES + 50
      for (let seq = 1; seq <= last; seq += 10) await bus.publish(entry('m1', seq, Math.min(seq + 9, last)))
      // A replica that comes late with what the others have sent long ago.
      await bus.publish(entry('m1', 1, 20))

      const snapshot = await bus.read('m1')

      expect(snapshot?.recent).toEqual(updatesOf(last - RECENT_UPDATES + 1, last))
    })

    it('keeps the newest updates of one entry that holds more than is kept', async () => {
      const bus = await start()
      const last = RECENT_UPDATES + 44
      await bus.publish(entry('m1', 1, last))

      expect((await bus.read('m1'))?.recent).toEqual(updatesOf(last - RECENT_UPDATES + 1, last))
    })

    it('replaces all it kept by a newer epoch, even at a lower seq', async () => {
      const bus = await start()
      const heard = await listen(bus, 'm1')
      await bus.publish(entry('m1', 1, 9))

      await bus.publish({ ...entry('m1', 1, 2), epoch: 'e2' })

      expect(await bus.read('m1')).toEqual({ epoch: 'e2', seq: 2, state: stateAt(2), recent: updatesOf(1, 2) })
      await soon(() => heard.length).toBe(11)
      expect(heard.slice(-2).map(({ epoch, seq }) => [epoch, seq])).toEqual([
        ['e2', 1],
        ['e2', 2],
      ])
    })

    it('ignores an older epoch: neither kept nor delivered', async () => {
      const bus = await start()
      const heard = await listen(bus, 'm1')
      await bus.publish({ ...entry('m1', 1), epoch: 'e2' })

      await bus.publish(entry('m1', 2, 9))
      await bus.publish({ ...entry('m1', 2), epoch: 'e2' })

      expect(await bus.read('m1')).toEqual({ epoch: 'e2', seq: 2, state: stateAt(2), recent: updatesOf(1, 2) })
      await soon(() => heard.length).toBeGreaterThanOrEqual(2)
      expect(heard.map(({ epoch, seq }) => [epoch, seq])).toEqual([
        ['e2', 1],
        ['e2', 2],
      ])
    })

    it('answers heads in the order asked, with gaps for matches it does not know', async () => {
      const bus = await start()
      await bus.publish(entry('m1', 1, 7))
      await bus.publish({ ...entry('m2', 1), epoch: 'e9' })

      expect(await bus.readHeads(['m2', 'unknown', 'm1', 'm2'])).toEqual([
        { epoch: 'e9', seq: 1 },
        undefined,
        { epoch: 'e1', seq: 7 },
        { epoch: 'e9', seq: 1 },
      ])
      expect(await bus.readHeads([])).toEqual([])
    })

    it('[W24] tells by one call what has changed since it was asked last, and each match once', async () => {
      const bus = await start()
      const before = await bus.readChanges()
      for (let seq = 1; seq <= 3; seq += 1) await bus.publish(entry('m1', seq))
      await bus.publish({ ...entry('m2', 1), epoch: 'e9' })
      await bus.remove('m3', 'e5')

      await soon(async () => (await bus.readChanges(before.next)).heads.size).toBe(3)
      const changes = await bus.readChanges(before.next)
      expect(changes.heads).toEqual(
        new Map([
          ['m1', { epoch: 'e1', seq: 3 }],
          ['m2', { epoch: 'e9', seq: 1 }],
          ['m3', { epoch: 'e5', seq: 0 }],
        ]),
      )
      expect(await bus.readChanges(changes.next)).toEqual({ heads: new Map(), next: changes.next })
      await bus.publish(entry('m1', 4))
      const later = async () => [...(await bus.readChanges(changes.next)).heads]
      await soon(later).toEqual([['m1', { epoch: 'e1', seq: 4 }]])
    })

    it('knows whether it keeps something of every match', async () => {
      const bus = await start()
      await bus.publish(entry('m1', 1))
      await bus.publish(entry('m2', 1))

      expect(await bus.countKept(['m1', 'm2'])).toBe(2)
      expect(await bus.countKept(['m1', 'm2', 'm3'])).toBe(2)
      expect(await bus.countKept([])).toBe(0)
    })

    it('delivers nothing more after an unsubscribe, and to the other listeners all', async () => {
      const bus = await start()
      const left: number[] = []
      const stayed = await listen(bus, 'm1')
      const leave = await bus.subscribe('m1', ({ seq }) => left.push(seq))
      await bus.publish(entry('m1', 1))
      await soon(() => left.length).toBe(1)

      await leave()
      await leave()
      await bus.publish(entry('m1', 2))

      await soon(() => stayed.length).toBe(2)
      expect(left).toEqual([1])
    })

    it('hears again after everybody left and somebody came back', async () => {
      const bus = await start()
      const leave = await bus.subscribe('m1', () => {})
      // Not awaited: who comes back must not depend on the goodbye having finished.
      const left = leave()
      const heard = await listen(bus, 'm1')
      await left
      await leave()

      await bus.publish(entry('m1', 1))

      await soon(() => heard.length).toBe(1)
    })

    it('tells matches apart, also those whose names look like patterns', async () => {
      const bus = await start()
      const matches = ['a', 'a.b', 'a.b.c', 'A', '~', 'a-b', '_', 'x'.repeat(64)]
      const heard = await Promise.all(matches.map((match) => listen(bus, match)))

      for (const [index, match] of matches.entries()) await bus.publish(entry(match, 1, index + 1))

      await soon(() => heard.map((messages) => messages.length)).toEqual(matches.map((_, index) => index + 1))
      const heads = await bus.readHeads(matches)
      expect(heads.map((head) => head?.seq)).toEqual(matches.map((_, index) => index + 1))
    })

    it('carries many matches at once', async () => {
      const bus = await start()
      const matches = Array.from({ length: 200 }, (_, index) => `match-${index}`)
      const heard = await Promise.all(matches.map((match) => listen(bus, match)))

      await Promise.all(matches.flatMap((match) => [1, 2, 3].map((seq) => bus.publish(entry(match, seq)))))

      const inOrder = matches.map(() => [1, 2, 3])
      await soon(() => heard.map((messages) => messages.map(({ seq }) => seq))).toEqual(inOrder)
    })

    it('carries a state and an update of a megabyte', async () => {
      const bus = await start()
      const heard = await listen(bus, 'm1')
      const big = JSON.stringify('ü'.repeat(500_000))

      await bus.publish({ match: 'm1', epoch: 'e1', updates: [{ seq: 1, wire: big }], state: big })

      await soon(() => heard.length).toBe(1)
      expect(heard[0]?.wire === big).toBe(true)
      expect((await bus.read('m1'))?.state === big).toBe(true)
    })
  })
}

/** Messages of a bus need not have arrived when their publication is done. */
function soon<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { interval: 5, timeout: 5_000 })
}
