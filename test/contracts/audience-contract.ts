import { describe, it } from 'vitest'
import type { Audience } from '../../src/bus/audience.ts'
import type { Bus } from '../../src/bus/bus.ts'
import { expect, onTestFinished } from '../support/concurrent.ts'

const VIEWERS_TTL_MS = 15_000

/** An Audience for which time passes as the contract says. */
export interface AudienceInTime {
  readonly audience: Audience & Pick<Bus, 'close'>
  pass(ms: number): void | Promise<void>
  /** More than what passes by itself meanwhile. */
  readonly leewayMs: number
}

/**
 * What every Audience does.
 *
 * @param open an empty one, shared with nobody; the contract closes it, and that of `openInTime`
 */
export function audienceContract(
  name: string,
  open: () => Promise<Audience & Pick<Bus, 'close'>>,
  openInTime: () => Promise<AudienceInTime>,
): void {
  const start = async () => {
    const audience = await open()
    onTestFinished(() => audience.close())
    return audience
  }

  describe(name, () => {
    it('sums the viewers of a match over all gateways, as each told last', async () => {
      const audience = await start()
      expect(await audience.readViewers(['m1'])).toEqual([0])

      await audience.reportViewers('a', viewersOf({ m1: 10, m2: 1 }))
      await audience.reportViewers('b', viewersOf({ m1: 5 }))
      await audience.reportViewers('a', viewersOf({ m1: 7, m2: 1 }))
      expect(await audience.readViewers(['m2', 'unknown', 'm1'])).toEqual([1, 0, 12])

      await audience.reportViewers('a', viewersOf({ m1: 7, m3: 4 }))
      await audience.reportViewers('b', viewersOf({ m1: 0 }))
      expect(await audience.readViewers(['m1', 'm2', 'm3'])).toEqual([7, 0, 4])

      await audience.reportViewers('a', new Map())
      expect(await audience.readViewers(['m1', 'm2', 'm3'])).toEqual([0, 0, 0])
      expect(await audience.readViewers([])).toEqual([])
    })

    it('takes reports of many matches at once', async () => {
      const audience = await start()
      const matches = Array.from({ length: 70_000 }, (_, index) => `match-${index}`)

      await audience.reportViewers('a', new Map(matches.map((match, index) => [match, index])))

      const some = [...matches.slice(0, 300), ...matches.slice(-300)]
      expect(await audience.readViewers(some)).toEqual(some.map((match) => matches.indexOf(match)))
    })

    it('counts no viewers of a gateway that reported nothing for a while, though others go on reporting', async () => {
      const { audience, pass, leewayMs } = await openInTime()
      onTestFinished(() => audience.close())
      await audience.reportViewers('gone', viewersOf({ m1: 100 }))

      const viewers = async () => {
        await audience.reportViewers('b', viewersOf({ m1: 5 }))
        return (await audience.readViewers(['m1']))[0]
      }
      await pass(VIEWERS_TTL_MS - leewayMs)
      expect(await viewers()).toBe(105)
      await pass(leewayMs + 1)
      expect(await viewers()).toBe(5)
    })
  })
}

function viewersOf(counts: Record<string, number>): Map<string, number> {
  return new Map(Object.entries(counts))
}
