import type { SeededRandom } from '../support/seeded-random.ts'
import type { TestServer } from '../support/start-server.ts'

/** What a feed says about one match, wherever it says it. */
export interface FeedTraffic {
  readonly match: string
  /** Statuses of all answers so far. */
  readonly statuses: Map<number, number>
  /** Sends one change, any that a feed may send, to this server. */
  send(server: TestServer): Promise<void>
}

export const fixture = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

/**
 * A feed that sends goals and cards, corrects, deletes and restores them, sends things twice, deletes what it has not sent yet,
 * and sends late what belongs before.
 */
export function createFeedTraffic(match: string, random: SeededRandom): FeedTraffic {
  const path = `/v1/matches/${match}/events`
  const statuses = new Map<number, number>()
  const sent: string[] = []
  let events = 0

  const anyEvent = () => {
    const team = random.pick(['home', 'away'])
    const period = random.pick([1, 2])
    const clock = `${(period - 1) * 45 + random.int(45)}:${10 + random.int(50)}`
    return random.chance(0.6)
      ? { type: 'goal', team, period, clock, player: `Player ${random.int(11)}` }
      : { type: 'card', team, period, clock, card: 'yellow', player: `Player ${random.int(11)} ⚽` }
  }
  const newEvent = () => {
    events += 1
    return { id: `e${events}`, ...anyEvent() }
  }
  const request = (): [method: string, path: string, body?: unknown] => {
    const roll = random.int(100)
    const known = sent.length > 0 ? random.pick(sent) : 'e1'
    if (roll < 45) {
      const event = newEvent()
      sent.push(event.id)
      return ['POST', path, event]
    }
    if (roll < 55) {
      const batch = Array.from({ length: 1 + random.int(5) }, newEvent)
      sent.push(...batch.map(({ id }) => id))
      return ['POST', path, batch]
    }
    if (roll < 72) return ['PUT', `${path}/${known}`, anyEvent()]
    if (roll < 84) return ['DELETE', `${path}/${known}?reason=offside`]
    if (roll < 92) return ['POST', `${path}/${known}/restore`]
    if (roll < 95) return ['DELETE', `${path}/e${events + 1 + random.int(3)}`]
    // Its content may differ from what was sent: a conflict, which changes nothing.
    return ['POST', path, { id: known, ...anyEvent() }]
  }

  return {
    match,
    statuses,
    async send(server) {
      const { status } = await server.call(...request())
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    },
  }
}
