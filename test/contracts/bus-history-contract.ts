import { describe, expect, it, onTestFinished } from 'vitest'
import type { Bus } from '../../src/bus/bus.ts'
import type { Suspects } from '../../src/bus/suspects.ts'
import { entry, listen, stateAt, updatesOf } from '../bus/entries.ts'

/**
 * What every Bus does with a match of which there are two histories, or none any more.
 *
 * @param open an empty bus that is up, shared with nobody; the contract closes it
 */
export function busHistoryContract(name: string, open: () => Promise<Bus & Suspects>): void {
  const start = async () => {
    const bus = await open()
    onTestFinished(() => bus.close())
    return bus
  }

  describe(name, () => {
    it('[W17] takes nothing that contradicts what it has at a seq, and says so', async () => {
      const bus = await start()
      const heard = await listen(bus, 'm1')
      expect(await bus.publish(entry('m1', 1, 4))).toBe('taken')
      const other = { ...entry('m1', 3, 5), updates: [{ seq: 3, wire: '{"other":3}' }, ...updatesOf(4, 5)] } as const

      expect(await bus.publish(other)).toBe('contradicted')
      expect(await bus.publish(entry('m1', 2, 4))).toBe('taken')

      expect(await bus.read('m1')).toEqual({ epoch: 'e1', seq: 4, state: stateAt(4), recent: updatesOf(1, 4) })
      await expect.poll(() => heard.at(-1)?.seq).toBe(4)
      expect(heard.map(({ wire }) => wire)).not.toContain('{"other":3}')
    })

    it('[W17] says that it has a later epoch', async () => {
      const bus = await start()
      await bus.publish({ ...entry('m1', 1), epoch: 'e2' })
      expect(await bus.publish(entry('m1', 1))).toBe('outdated')
    })

    it('[W17] restarts a match under a later epoch, and tells where it is', async () => {
      const bus = await start()
      const heard = await listen(bus, 'm1')
      await bus.publish(entry('m1', 1, 4))
      const snapshot = { epoch: 'e2', seq: 2, state: '{"now":2}', recent: updatesOf(1, 2) }

      await bus.restart('m1', snapshot)
      await bus.restart('m1', { ...snapshot, seq: 1 })
      await bus.restart('m1', { ...snapshot, epoch: 'e1', seq: 9 })

      expect(await bus.read('m1')).toEqual(snapshot)
      expect(await bus.publish({ ...entry('m1', 3), epoch: 'e2' })).toBe('taken')
      await expect.poll(() => heard.length).toBe(6)
      expect(heard.slice(4)).toEqual([
        { epoch: 'e2', seq: 2, wire: '' },
        { epoch: 'e2', seq: 3, wire: '{"seq":3}' },
      ])
    })

    it('[W17] restarts a match in which nothing has happened yet', async () => {
      const bus = await start()
      await bus.publish(entry('m1', 1, 4))
      const snapshot = { epoch: 'e2', seq: 0, state: '{"now":0}', recent: [] }
      await bus.restart('m1', snapshot)
      expect(await bus.read('m1')).toEqual(snapshot)
    })

    it('[W16] removes a match, tells so, and takes it again only under a later epoch', async () => {
      const bus = await start()
      const heard = await listen(bus, 'm1')
      await bus.publish(entry('m1', 1, 2))

      await bus.remove('m1', 'e2')

      expect(await bus.read('m1')).toBeUndefined()
      expect(await bus.readHeads(['m1'])).toEqual([{ epoch: 'e2', seq: 0 }])
      expect(await bus.publish(entry('m1', 3))).toBe('outdated')
      expect(await bus.publish({ ...entry('m1', 1), epoch: 'e3' })).toBe('taken')
      expect(await bus.read('m1')).toMatchObject({ epoch: 'e3', seq: 1 })
      await expect.poll(() => heard.length).toBe(4)
      expect(heard[2]).toEqual({ epoch: 'e2', seq: 0, wire: '' })
    })

    it('[W17] gives each suspect to one caller, as it was reported last', async () => {
      const bus = await start()
      expect(await bus.takeSuspects()).toEqual([])
      await bus.report([])
      await bus.report([
        { match: 'm1', epoch: 'e1', seq: 4 },
        { match: 'm2', epoch: 'e1', seq: 1, wire: '{"a":"ü\n"}' },
      ])
      await bus.report([{ match: 'm1', epoch: 'e1', seq: 5 }])

      const taken = await bus.takeSuspects()
      expect(taken.sort((a, b) => (a.match < b.match ? -1 : 1))).toEqual([
        { match: 'm1', epoch: 'e1', seq: 5 },
        { match: 'm2', epoch: 'e1', seq: 1, wire: '{"a":"ü\n"}' },
      ])
      expect(await bus.takeSuspects()).toEqual([])
    })

    it('[W17] takes suspects of as many matches as a gateway may show, as after an older backup', async () => {
      const bus = await start()
      await bus.report(Array.from({ length: 40_000 }, (_, index) => ({ match: `m${index}`, epoch: 'e1', seq: index })))
      expect(new Set((await bus.takeSuspects()).map(({ match }) => match)).size).toBe(40_000)
    })
  })
}
