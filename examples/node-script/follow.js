// Follows one match and prints a line for each change: node follow.js ars-che
import { createClient, progressLabel } from '@touchline/client'
import { WebSocket } from 'ws'

const [match] = process.argv.slice(2)
if (!match) {
  console.error('which match? npm run example -- node-script MATCH')
  process.exit(1)
}

const client = createClient({
  url: process.env.TOUCHLINE_URL ?? 'http://localhost:8080',
  // Node has a WebSocket of its own from version 22.
  WebSocket: globalThis.WebSocket ?? WebSocket,
})
const subscription = client.subscribe(match)

const line = ({ home, away, scoreline }) => `${home.name} ${scoreline.home.main}–${scoreline.away.main} ${away.name}`

subscription.on('snapshot', ({ after }) => console.log(line(after), progressLabel(after, client.now())))
subscription.on('update', ({ message, after, isCatchUp }) => {
  // A goal that is taken back is said, not just subtracted.
  const what = message.correction?.kind ?? message.event?.type ?? message.kind
  // What happened while the line was away is told, and not as if it happened now.
  const late = isCatchUp ? ', meanwhile' : ''
  console.log(line(after), progressLabel(after, client.now()), `(${what.replaceAll('_', ' ')}${late})`)
  if (after.status === 'final') client.close()
})
subscription.on('status', (status) => {
  if (status.kind === 'stale')
    console.log(`not live since ${new Date(status.asOf).toLocaleTimeString()}: ${status.reason}`)
  if (status.kind === 'unreachable') console.log(`no server yet: ${status.reason}; trying again`)
  if (status.kind === 'refused') console.log(`not given: ${status.code}`)
  if (status.kind === 'waiting') console.log('not yet here; asking again until it is')
})
