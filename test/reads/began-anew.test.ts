import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { expect, it, onTestFinished } from 'vitest'
import { installProblemHandlers } from '../../src/http/problem.ts'
import { matchReads } from '../../src/reads/match-reads.ts'
import type { MatchStore, Snapshot } from '../../src/store/match-store.ts'

const [OLD, NEW] = ['0mx0t184a8f82', '0mx0t2xyz1234']

it.each(['full', 'score'])(
  '[W20] no update of a match that begins anew while it is read is told as one of the new, in view %s',
  async (view) => {
    const { get } = await openReads({ now: [OLD, 9], later: [NEW, 3], from: 'readUpdates' })
    const { body } = await get(`/v1/matches/m/updates?after=1&view=${view}`)
    expect(body.updates).not.toEqual([])
    expect(body).toMatchObject({ epoch: NEW, seq: 3 })
  },
)

it('the past of a match that begins anew while it is read is over, and no cache keeps another in its place', async () => {
  const { get } = await openReads({ now: [OLD, 9], later: [NEW, 3], from: 'readSnapshot' })
  const { statusCode, headers, body } = await get(`/v1/matches/m?at=${OLD}.9`)
  expect([statusCode, body.code, headers['cache-control']]).toEqual([404, 'epoch-over', 'no-store'])
})

interface World {
  readonly now: readonly [epoch: string, seq: number]
  readonly later: readonly [epoch: string, seq: number]
  /** The read after which the match is another. */
  readonly from: 'readUpdates' | 'readSnapshot'
}

async function openReads({ now, later, from }: World) {
  let [epoch, seq] = now
  const passed = (read: World['from']) => {
    if (read === from) [epoch, seq] = later
  }
  const snapshot = (at: number): Snapshot => ({ match: 'm', epoch, seq: at, state: `{"of":"${epoch}"}` })
  const store = {
    async readSnapshot() {
      const read = snapshot(seq)
      passed('readSnapshot')
      return read
    },
    readPast: async (_match: string, at: number) => (at <= seq ? snapshot(at) : undefined),
    async readUpdates(_match: string, after: number) {
      const wire = JSON.stringify({
        op: 'update',
        match: 'm',
        seq: after + 1,
        at: 1,
        kind: 'add',
        patch: { phase: epoch },
      })
      passed('readUpdates')
      return [{ seq: after + 1, wire }]
    },
  } as unknown as MatchStore
  const app = Fastify()
  onTestFinished(() => app.close())
  app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
  installProblemHandlers(app)
  await app.register(matchReads, { guard: { matchesFor: () => store }, sources: { readStaleMatches: async () => [] } })
  const get = async (path: string) => {
    const { statusCode, headers, body } = await app.inject(path)
    return { statusCode, headers, body: JSON.parse(body) }
  }
  return { get }
}
