// Runs in any runtime that has the packed client beside it: follows a match through a goal, and ends by itself.
import { createClient } from '@touchline/client'

const { argv, exit } = globalThis.process ?? (await import('node:process'))
const [url, withWs] = argv.slice(2)
const WebSocket = withWs ? (await import('ws')).WebSocket : undefined

const client = createClient({ url, ...(WebSocket && { WebSocket }) })
const match = client.subscribe('m1')
const score = () => `${match.state?.scoreline.home.main}-${match.state?.scoreline.away.main}`
match.on('snapshot', async () => {
  console.log('snapshot', score())
  await fetch(`${url}/v1/matches/m1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: `goal ${argv[1]} ${Date.now()}`, type: 'goal', team: 'home' }),
  })
})
match.on('update', ({ before }) => {
  console.log('update', score(), match.status.kind, before.score.home < match.state.score.home)
  client.close()
  exit(0)
})
setTimeout(() => {
  console.log('nothing came', JSON.stringify(client.status), JSON.stringify(match.status))
  exit(1)
}, 20_000)
