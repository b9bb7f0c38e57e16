import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openCheckedApi } from '../../http/checked-api.ts'
import { useServer } from '../../http/use-server.ts'
import { connectClient } from '../../support/socket-client.ts'

const goal = (id: string) => ({ id, type: 'goal', team: 'home' })

describe('[H12] a match is deleted', () => {
  const server = useServer({
    FEED_KEYS: 'main@opta:main-key-1,backup@opta:backup-key-2,scout:scout-key-3',
  })
  const open = async (competition = 'none') => {
    const [main, backup, scout] = await Promise.all(
      ['main-key-1', 'backup-key-2', 'scout-key-3'].map((key) => openCheckedApi(server.url, { key })),
    )
    if (main === undefined || backup === undefined || scout === undefined) throw new Error('three feeds')
    const match = await main.createMatch({ competition })
    const path = `/v1/matches/${match}`
    return { main, backup, scout, match, path, events: `${path}/events` }
  }
  const connect = () => connectClient(`${server.url.replace('http', 'ws')}/v1/live`)

  it('by a feed of the source in charge: nothing of it is left, and events for it are 404', async () => {
    const { main, backup, scout, match, path, events } = await open('one')
    await main.post(events, goal('g'))
    await scout.post(events, goal('s'))

    const answer = await backup.delete(path)

    expect(answer).toMatchObject({ status: 200, body: { match } })
    expect((await main.get(path)).status).toBe(404)
    expect((await main.get(`${path}/updates`)).status).toBe(404)
    expect((await main.get(`${path}/status`)).status).toBe(404)
    expect((await main.get('/v1/matches?competition=one')).body.matches).toEqual([])
    for (const feed of [main, scout]) expect((await feed.post(events, goal('late'))).body.code).toBe('match-not-found')
    // Sent again, as after a lost answer.
    expect(await main.delete(path)).toMatchObject({ status: 200, body: answer.body })
  })

  it('not by the feed of another source, nor a match that never was', async () => {
    const { main, scout, path, events } = await open()
    expect(await scout.delete(path)).toMatchObject({ status: 403, body: { code: 'not-in-charge' } })
    await main.post(events, goal('g'))
    await scout.post(events, goal('s'))
    expect(await scout.delete(path)).toMatchObject({ status: 403, body: { code: 'not-in-charge' } })
    expect((await main.get(path)).body.state.score).toEqual({ home: 1, away: 0 })
    expect(await main.delete('/v1/matches/never-was')).toMatchObject({ status: 404, body: { code: 'match-not-found' } })
  })

  it('before any event by the feed that made it', async () => {
    const { main, path } = await open()
    expect((await main.delete(path)).status).toBe(200)
    expect((await main.get(path)).status).toBe(404)
  })

  it('[W16] viewers, also late ones and those of a board, are told that it is gone; made again it is another match', async () => {
    const competition = `deletes-${randomUUID()}`
    const { main, match, path, events } = await open(competition)
    const other = await main.createMatch({ competition })
    await main.post(events, goal('g'))
    const before = (await main.get(path)).body
    const [live, late, board] = await Promise.all([connect(), connect(), connect()])
    await live.subscribe(match, other)
    await late.subscribe({ match, delayMs: 60_000 })
    board.send({ op: 'subscribe', id: 1, boards: [`competition:${competition}`] })
    expect((await board.nextWhole()).matches.map((each) => each.match)).toEqual([match, other])

    const deleted = (await main.delete(path)).body
    for (const viewer of [live, late, board]) expect(await viewer.nextOf('gone')).toEqual({ op: 'gone', match })
    expect((await live.subscribe(match)).rejected).toEqual([{ match, code: 'match-not-found' }])

    const again = await main.put(path, {
      sport: 'football',
      home: { name: 'C' },
      away: { name: 'D' },
      competition,
    })
    expect(again.status).toBe(201)
    expect(again.body.epoch > deleted.epoch && deleted.epoch > before.epoch).toBe(true)
    await main.post(events, goal('g'))
    const shown = async () => (await live.subscribe(match)).matches.map(({ epoch, seq }) => ({ epoch, seq }))
    await expect.poll(shown, { interval: 100, timeout: 10_000 }).toEqual([{ epoch: again.body.epoch, seq: 1 }])
    // Perhaps told first that the match has left the list.
    let change = await board.nextOf('board')
    if (change.joined.length === 0) change = await board.nextOf('board')
    expect(change.joined).toMatchObject([{ match }])
    await main.delete(path)
    await main.delete(`/v1/matches/${other}`)
  })
})
