import { describe, expect, it } from 'vitest'
import type { UpdateMessage } from '../../../src/protocol/messages.ts'
import { add, fixture, from, openRecorder, remove } from './recorder-world.ts'

const feed = from('a')

/** A match of volleyball to 3 points a set; `h1` is a point of home that names set 1. */
async function openVolley(sport = 'volleyball', format: object = { pointsToWin: 3 }) {
  const { recorder, store } = openRecorder()
  await recorder.putFixture(fixture('m', { sport, format }), feed)
  let sent = 0
  const point = (code: string) => {
    sent += 1
    return add({ id: `p${sent}`, type: 'point', team: code[0] === 'h' ? 'home' : 'away', period: Number(code[1]) })
  }
  return {
    play: (codes: string) => recorder.record('m', feed, codes.split(' ').map(point)),
    remove: (id: string) => recorder.record('m', feed, [remove(id)]),
    get last() {
      return JSON.parse(store.get('m').updates.at(-1)?.wire ?? '') as UpdateMessage
    },
  }
}

describe('a correction in a sport of sets', () => {
  it('tells the points of the set being played, before and after', async () => {
    const match = await openVolley()
    await match.play('h1 a1 h1')
    await match.remove('p1')
    expect(match.last.correction).toEqual({
      kind: 'point_replayed',
      eventId: 'p1',
      before: { score: { home: 0, away: 0 }, points: { home: 2, away: 1 } },
      after: { score: { home: 0, away: 0 }, points: { home: 1, away: 1 } },
    })
  })

  it('tells the games and points of tennis', async () => {
    const match = await openVolley('tennis', {})
    await match.play('h1 h1 h1 h1 h1')
    await match.remove('p5')
    expect(match.last.correction).toMatchObject({
      before: { games: { home: 1, away: 0 }, points: { home: '15', away: '0' } },
      after: { games: { home: 1, away: 0 }, points: { home: '0', away: '0' } },
    })
  })

  it('is what a late point makes that ends a set which had been played past it', async () => {
    const match = await openVolley()
    await match.play('h1 h1')
    await match.play('a2 a2')
    expect(match.last).not.toHaveProperty('correction')
    await match.play('h1')
    expect(match.last).toMatchObject({
      kind: 'add',
      correction: {
        kind: 'set_corrected',
        eventId: 'p5',
        before: { score: { home: 0, away: 0 }, points: { home: 2, away: 2 } },
        after: { score: { home: 1, away: 0 }, points: { home: 0, away: 2 } },
      },
    })
  })

  it('is what a late point makes of a set that was over', async () => {
    const match = await openVolley()
    await match.play('h1 h1 h1 a2')
    await match.play('a1')
    expect(match.last).not.toHaveProperty('correction.kind', 'set_corrected')
    await match.play('h1 h1')
    await match.play('h2 h2 a3')
    await match.play('h1')
    expect(match.last).toMatchObject({ correction: { kind: 'set_corrected' } })
  })

  it('is not what an ordinary point makes, late or not', async () => {
    const match = await openVolley()
    for (const code of 'h1 a1 h1 h1 h2 h2 h2'.split(' ')) {
      await match.play(code)
      expect(match.last).not.toHaveProperty('correction')
    }
  })
})
