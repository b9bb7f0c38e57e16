import { expect, it, vi } from 'vitest'
import '../../../src/client/connection/ways/other-ways.ts'
import { createClient } from '../../../src/client/index.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { collectUncaught, settle } from '../fake-network.ts'
import { expectTruth, Truth, watchTruth } from '../truth.ts'

/** As in random-network.test.ts, over reads: a server whose replicas lag, and a network that fails. */
function createWorld(random: SeededRandom) {
  const truths = ['m1', 'm2', 'm3', 'm4'].map((match) => new Truth(match))
  let isWell = false
  vi.stubGlobal('fetch', async (address: string, { headers }: { headers: Record<string, string> }) => {
    await new Promise((resolve) => setTimeout(resolve, random.int(300)))
    if (!isWell && random.chance(0.03)) throw new TypeError('fetch failed')
    const { status = 200, body, etag } = serve(new URL(address), headers['if-none-match'])
    const fields = new Headers({ date: new Date(Date.now()).toUTCString(), ...(etag !== undefined && { etag }) })
    return { ok: status === 200, status, headers: fields, json: async () => JSON.parse(JSON.stringify(body)) }
  })

  function serve(url: URL, held: string | undefined): { status?: number; body?: object; etag?: string } {
    const [, , kind, name, what] = url.pathname.split('/')
    if (kind === 'boards') {
      const body = { board: name, matches: truths.map(({ position }) => position) }
      const etag = `"${JSON.stringify(body.matches).length}.${body.matches.map(({ epoch, seq }) => `${epoch}${seq}`)}"`
      return etag === held ? { status: 304 } : { body, etag }
    }
    const truth = truths.find(({ match }) => match === name)
    if (name === undefined) return { body: { matches: [] } }
    if (truth === undefined) return { status: 404 }
    const lag = isWell ? 0 : Math.max(0, random.int(8) - 6)
    const seq = Math.max(0, truth.position.seq - lag)
    if (what === 'updates') {
      const after = Number(url.searchParams.get('after'))
      const updates = truth.log.slice(after, Math.min(seq, after + Number(url.searchParams.get('limit'))))
      return { body: { updates, epoch: truth.epoch, seq } }
    }
    const etag = `"${truth.epoch}.${seq}"`
    if (etag === held) return { status: 304 }
    return { etag, body: { ...truth.position, seq, state: truth.at(truth.epoch, seq) } }
  }

  const client = createClient({ url: 'http://server', transports: ['polling'], random: random.next })
  const [m1, m2] = truths as [Truth, Truth]
  const followed = [m1, m2].map((truth) => ({ truth, seen: client.subscribe(truth.match) }))
  for (const { truth, seen } of followed) watchTruth(truth, seen)
  const board = client.board('date:2026-11-28')
  board.on('joined', (seen) => {
    const truth = truths.find(({ match }) => match === seen.match) as Truth
    watchTruth(truth, seen)
    followed.push({ truth, seen })
  })
  return {
    client,
    board,
    followed,
    publish: () => random.pick(truths).change(random),
    restart: () => random.pick(truths).restart(),
    heal() {
      isWell = true
    },
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

fakeTimePerTest()

it('[W1] [W20] shows only what was true, each update once, and ends at the truth, whatever the reads meet', async () => {
  const uncaught = collectUncaught()
  await forSeeds(40, async (random) => {
    const world = createWorld(random)
    const acts = [world.publish, world.publish, world.publish, () => world.pass(random.int(2_000))]
    for (let step = 0; step < 100; step++) {
      await (random.chance(0.01) ? world.restart() : random.pick(acts)())
      await settle()
      if (uncaught.length > 0) throw uncaught[0]
    }
    world.heal()
    await world.pass(90_000)
    for (let n = 0; n < 5; n += 1) world.publish()
    await world.pass(8_000)
    expect(world.board.matches.map(({ match }) => match)).toEqual(['m1', 'm2', 'm3', 'm4'])
    for (const { truth, seen } of world.followed) expectTruth(truth, seen)
    world.client.close()
  })
})
