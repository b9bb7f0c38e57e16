// Scores a match through a running deployment, as a feed does, and follows it as a viewer does.
// node deploy/smoke-test.js http://localhost:8080 FEED_KEY
import { randomUUID } from 'node:crypto'

const [url = 'http://127.0.0.1:8080', key = ''] = process.argv.slice(2)
const match = `smoke-${randomUUID().slice(0, 8)}`
// Nothing below waits for longer: the process ends with an error instead.
setTimeout(() => fail('no answer within 20 seconds'), 20_000).unref()

await send('PUT', `/v1/matches/${match}`, { sport: 'football', home: { name: 'Home' }, away: { name: 'Away' } })

const viewer = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/live`, 'touchline.v1')
viewer.onopen = () => viewer.send(JSON.stringify({ op: 'subscribe', id: 1, matches: [match] }))
await message('subscribed')
await send('POST', `/v1/matches/${match}/events`, { id: 'goal-1', type: 'goal', team: 'home', clock: '12:34' })
const { seq } = await message('update')
viewer.onclose = null
viewer.close()

const response = await fetch(`${url}/v1/matches/${match}`)
const { state } = await response.json()
if (state.score.home !== 1 || state.score.away !== 0) fail(`the score is ${JSON.stringify(state.score)}, not 1-0`)
// It stands on the pages until it is gone.
await send('DELETE', `/v1/matches/${match}`)
console.log(`${match}: 1-0, pushed to a viewer as seq ${seq}`)

async function send(method, path, body) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) })
  if (!answer.ok) fail(`${method} ${path}: ${answer.status} ${await answer.text()}`)
}

/** The next message of this kind; the others are passed over. */
function message(op) {
  return new Promise((resolve) => {
    viewer.onclose = ({ code, reason }) => fail(`the viewer was disconnected: ${code} ${reason}`)
    viewer.onmessage = ({ data }) => {
      const received = JSON.parse(data)
      if (received.op === op) resolve(received)
    }
  })
}

function fail(reason) {
  console.error(reason)
  process.exit(1)
}
