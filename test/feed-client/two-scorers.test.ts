import { connect, createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createFeedClient, type FeedClient } from '../../src/feed-client/feed-client.ts'
import type { FeedChange, Sent } from '../../src/feed-client/line.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import { useServer } from '../http/use-server.ts'
import { forSeeds, type SeededRandom } from '../support/seeded-random.ts'

const server = useServer()
const CHANGES = 40

/** A way to the server that breaks: now and then, at what passes in one direction, the connection is cut before or after it. */
async function openBreakingWay(random: SeededRandom): Promise<{ url: string; cuts: () => number; mend(): void }> {
  const { port } = new URL(server.url)
  let isBreaking = true
  let cuts = 0
  const sockets = new Set<Socket>()
  const way = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => {
        const isCut = isBreaking && random.chance(0.08)
        if (!isCut || random.chance(0.5)) to.write(chunk)
        if (!isCut) return
        cuts += 1
        near.destroy()
        // What is on its way to the server arrives all the same.
        far.end()
      })
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        to.end()
      })
    }
  })
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    way.close()
  })
  return {
    url: `http://127.0.0.1:${(way.address() as { port: number }).port}`,
    cuts: () => cuts,
    mend() {
      isBreaking = false
    },
  }
}

/** A scorer that makes mistakes and puts them right. Returns what it sent with the answers, in order. */
async function score(
  client: FeedClient,
  match: string,
  name: string,
  random: SeededRandom,
): Promise<{ change: FeedChange; sent: Sent }[]> {
  const answers: Promise<{ change: FeedChange; sent: Sent }>[] = []
  const standing: string[] = []
  const deleted: string[] = []
  for (let n = 1; n <= CHANGES; n += 1) {
    const change = nextChange(random, `${name}-${n}`, standing, deleted)
    await client.room()
    answers.push(client.send(match, change).then((sent) => ({ change, sent })))
  }
  return Promise.all(answers)
}

function nextChange(random: SeededRandom, id: string, standing: string[], deleted: string[]): FeedChange {
  const team = random.pick(['home', 'away'] as const)
  if (standing.length > 0 && random.chance(0.2)) {
    const victim = standing.splice(random.int(standing.length), 1)[0] as string
    deleted.push(victim)
    return { op: 'delete', id: victim, reason: 'offside' }
  }
  if (deleted.length > 0 && random.chance(0.2)) {
    const back = deleted.splice(random.int(deleted.length), 1)[0] as string
    standing.push(back)
    return { op: 'restore', id: back }
  }
  if (standing.length > 0 && random.chance(0.2)) {
    return { op: 'edit', event: { id: random.pick(standing), type: 'goal', team, note: id } }
  }
  standing.push(id)
  return { op: 'add', event: { id, type: 'goal', team } }
}

/** The score that the changes, each counted once, lead to. */
function fold(changes: readonly FeedChange[]): { home: number; away: number } {
  const goals = new Map<string, { team: 'home' | 'away'; isDeleted: boolean }>()
  for (const change of changes) {
    if ('event' in change) goals.set(change.event.id, { team: change.event['team'] as 'home', isDeleted: false })
    else {
      const goal = goals.get(change.id)
      if (goal) goal.isDeleted = change.op === 'delete'
    }
  }
  const count = (side: string) => [...goals.values()].filter((goal) => goal.team === side && !goal.isDeleted).length
  return { home: count('home'), away: count('away') }
}

it.each(['socket', 'http'] as const)(
  '[H16] [H2] two scorers of a match whose lines are cut: the board is the fold of what was acknowledged, nothing twice (%s)',
  async (via) => {
    await forSeeds(6, async (random) => {
      const match = await server.api.createMatch()
      const way = await openBreakingWay(random)
      const clock = { now: () => performance.now(), pause: () => new Promise<void>((resolve) => setImmediate(resolve)) }
      const clients = [0, 1].map(() => createFeedClient({ url: way.url, via, clock, maxQueued: 10 }))
      onTestFinished(() => {
        for (const client of clients) client.close()
      })

      const [ann, bob] = await Promise.all(
        clients.map((client, n) => score(client, match, ['ann', 'bob'][n] as string, random)),
      )
      const all = [...(ann ?? []), ...(bob ?? [])]

      expect(way.cuts(), 'the lines were cut').toBeGreaterThan(0)
      const { updates, seq } = (await server.api.get(`/v1/matches/${match}/updates?limit=1000`)).body as {
        updates: UpdateMessage[]
        seq: number
      }
      const { state } = (await server.api.get(`/v1/matches/${match}`)).body
      expect(state.score).toEqual(fold(all.map(({ change }) => change)))
      // Each acknowledged change is in the log at the seq it was told, as what was sent; and the log has nothing else.
      for (const { change, sent } of all) {
        const told = updates.find((update) => update.seq === sent.seq)
        expect(told?.event?.id).toBe('event' in change ? change.event.id : change.id)
      }
      const adds = updates.filter(({ kind }) => kind === 'add').map(({ event }) => event?.id)
      expect(new Set(adds).size).toBe(adds.length)
      expect(seq).toBe(new Set(all.map(({ sent }) => sent.seq)).size)
    })
  },
)

it('[H16] two scorers see each other at once', async () => {
  const match = await server.api.createMatch()
  const [ann, bob] = [0, 1].map(() => createFeedClient({ url: server.url, via: 'socket' })) as [FeedClient, FeedClient]
  onTestFinished(() => {
    ann.close()
    bob.close()
  })
  const seen = ann.follow(match)
  await bob.add(match, { type: 'goal', team: 'home' })
  await expect.poll(() => seen.state?.score).toEqual({ home: 1, away: 0 })
  await ann.add(match, { type: 'goal', team: 'away' })
  await expect.poll(() => seen.state?.score).toEqual({ home: 1, away: 1 })
})
