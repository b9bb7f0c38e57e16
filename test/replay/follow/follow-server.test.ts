import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFeedClient, type TimelineSent } from '../../../src/feed-client/feed-client.ts'
import type { MatchEvent } from '../../../src/match/event.ts'
import { FileSource } from '../../../src/replay/follow/file-source.ts'
import { follow } from '../../../src/replay/follow/follow.ts'
import { parseRecording } from '../../../src/replay/recording/recording-formats.ts'
import { useServer } from '../../http/use-server.ts'
import { uniqueMatch } from '../../support/start-server.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { END, FINAL, goal, KICK_OFF, ownFormatText, REDS_V_BLUES } from './follow-world.ts'

const server = useServer()

/** A file that grows by the next of these contents whenever whoever follows it would wait; then it is interrupted. */
async function followFile(match: string, contents: readonly (readonly MatchEvent[])[]) {
  const path = join(await temporaryDirectory(), 'match.ndjson')
  const left = [...contents]
  const stop = new AbortController()
  const sent: TimelineSent[] = []
  const grow = async () => {
    const events = left.shift()
    if (events === undefined) stop.abort()
    else await writeFile(path, ownFormatText(events, { ...REDS_V_BLUES, match }))
  }
  await grow()
  const client = createFeedClient({ url: server.url })
  const followed = await follow({
    source: new FileSource(path),
    read: (file) => parseRecording(file, {}),
    client,
    everyMs: 1,
    signal: stop.signal,
    onFound() {},
    onSent: (_, timeline) => sent.push(timeline),
    onFailed() {},
    clock: {
      now: () => 0,
      async pause() {
        await grow()
        stop.signal.throwIfAborted()
      },
    },
  }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
    return undefined
  })
  client.close()
  return { followed, sent }
}

const read = async (match: string) => (await server.api.get(`/v1/matches/${match}`)).body

it('a file that gets better leaves nothing stale: what is gone from it is taken back, what is other is changed', async () => {
  const match = uniqueMatch('better')
  const { followed, sent } = await followFile(match, [
    [KICK_OFF, goal('g1', 2), goal('g2', 3)],
    [KICK_OFF, goal('g2', 3, { team: 'away' })],
    [KICK_OFF, goal('g1', 2), goal('g2', 3, { team: 'away' }), END, FINAL],
  ])
  expect(followed).toMatchObject({ match, rejected: 0, isOver: true })
  expect(sent.map(({ results }) => results.map(({ id }) => id))).toEqual([
    ['k', 'g1', 'g2'],
    ['g1', 'g2'],
    ['g1', 'e', 'f'],
  ])
  expect((await read(match)).state).toMatchObject({ status: 'final', score: { home: 1, away: 1 } })
})

it('another run goes on from what the server has, and sends nothing twice', async () => {
  const match = uniqueMatch('resumed')
  const first = await followFile(match, [[KICK_OFF, goal('g1', 2)]])
  expect(first.followed).toBeUndefined()
  const { seq } = await read(match)
  const again = await followFile(match, [[KICK_OFF, goal('g1', 2)]])
  expect(again.sent.map(({ results }) => results)).toEqual([[]])
  expect((await read(match)).seq).toBe(seq)
  const last = await followFile(match, [[KICK_OFF, goal('g2', 3), END, FINAL]])
  expect(last.followed).toMatchObject({ isOver: true })
  expect((await read(match)).state).toMatchObject({ status: 'final', score: { home: 1, away: 0 } })
})

it('events that the server refuses are counted, and the others stand', async () => {
  const match = uniqueMatch('refused')
  const { followed } = await followFile(match, [[KICK_OFF, { id: 'x', type: 'goal', order: 2 }, END, FINAL]])
  expect(followed).toMatchObject({ rejected: 1 })
  expect((await read(match)).state).toMatchObject({ status: 'final' })
})
