// Runs in any runtime that has the packed client beside it: sends a match with its mistakes, and ends by itself.
import { createFeedClient } from '@touchline/client/feed'

const { argv } = globalThis.process ?? (await import('node:process'))
const [url, match, way] = argv.slice(2)
const WebSocket = way === 'ws' ? (await import('ws')).WebSocket : undefined
const via = way === 'http' ? 'http' : 'socket'

const feed = createFeedClient({ url, via, ...(WebSocket && { WebSocket }) })
await feed.putFixture({ match, sport: 'football', home: { name: 'Rovers' }, away: { name: 'United' } })
const goal = { id: 'goal-1', type: 'goal', team: 'home', player: 'Ann', period: 1, clock: '23:10' }
const answers = await Promise.all([
  feed.add(match, { id: 'ko', type: 'period_start', period: 1 }),
  feed.add(match, goal),
  feed.send(match, { op: 'edit', event: { ...goal, player: 'Eve' } }),
  feed.add(match, { id: 'goal-2', type: 'goal', team: 'away', period: 1, clock: '41:00' }),
  feed.send(match, { op: 'delete', id: 'goal-2', reason: 'offside' }),
  feed.add(match, { id: 'ft', type: 'match_end' }),
  feed.add(match, { id: 'ft', type: 'match_end' }),
])
console.log(answers.map(({ status }) => status).join(' '))
await feed
  .add(match, { type: 'corner', team: 'home', clock: 'late' })
  .catch(({ name, code }) => console.log(name, code))
feed.close()
