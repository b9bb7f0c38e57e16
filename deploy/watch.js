// Watches a match as many viewers do, through whatever happens to the deployment, and tells at its end whether each of them was told
// every update once and in order: node deploy/watch.js http://localhost:8080 MATCH [VIEWERS]. Ctrl-C ends it, and a match that is final does.
import { setTimeout } from 'node:timers/promises'

const [url = 'http://127.0.0.1:8080', match = 'first', count = '30'] = process.argv.slice(2)
const found = { updates: 0, missed: 0, twice: 0, skipped: 0, restarts: 0, reconnects: 0, refused: 0 }
const viewers = Array.from({ length: Number(count) }, watch)
process.once('SIGINT', end)
process.once('SIGTERM', end)
let isEnding = false
const report = setInterval(() => console.log(line()), 5_000)

/** A viewer that comes back with the position that it had. */
function watch() {
  const viewer = { epoch: undefined, seq: undefined }
  let waitMs = 100 + 400 * Math.random()
  const connect = () => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/live`, 'touchline.v1')
    let wasOpen = false
    socket.onopen = () => {
      wasOpen = true
      waitMs = 100 + 400 * Math.random()
      const from = viewer.epoch === undefined ? match : { match, epoch: viewer.epoch, seq: viewer.seq }
      socket.send(JSON.stringify({ op: 'subscribe', id: 1, matches: [from] }))
    }
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data)
      if (message.op === 'reconnect') waitMs = message.afterMs
      else if (message.op === 'subscribed') {
        message.matches.forEach(take)
        // Not there yet: asked for again until it is.
        if (message.matches.length === 0) setTimeout(1_000).then(() => socket.close())
      } else if (message.match === match && (message.op === 'update' || message.op === 'snapshot')) take(message)
    }
    socket.onclose = () => {
      found[wasOpen ? 'reconnects' : 'refused'] += 1
      setTimeout(waitMs).then(connect)
      waitMs = Math.min(waitMs * 2, 5_000)
    }
  }
  const take = ({ op, epoch = viewer.epoch, seq, updates, state, patch }) => {
    if (updates) for (const update of updates) take({ op: 'update', epoch, ...update })
    else if (op === 'update') {
      found.updates += 1
      if (seq <= viewer.seq) found.twice += 1
      else found.missed += seq - viewer.seq - 1
      viewer.seq = Math.max(seq, viewer.seq)
      if (patch?.status === 'final') void endWhenAllAreThere()
    } else if (state) {
      // Who was too slow, or away for too long, is told the newest state instead of what led there.
      if (viewer.epoch !== undefined && epoch !== viewer.epoch) found.restarts += 1
      else if (viewer.seq !== undefined) found.skipped += seq - viewer.seq
      viewer.epoch = epoch
      viewer.seq = seq
      if (state.status === 'final') void endWhenAllAreThere()
    }
  }
  connect()
  return viewer
}

function line() {
  const seqs = viewers.map(({ seq }) => seq ?? -1)
  const [low, high] = [Math.min(...seqs), Math.max(...seqs)]
  const counts = Object.entries(found).map(([name, many]) => `${many} ${name}`)
  return `${viewers.length} viewers at seq ${low === high ? low : `${low} to ${high}`}: ${counts.join(', ')}`
}

/** Who was sent elsewhere a moment ago has some seconds to come back, and so has the server. */
async function endWhenAllAreThere() {
  if (isEnding) return
  isEnding = true
  const areThere = async () => (await behind().catch(() => undefined)) === 0
  for (let second = 0; second < 20 && !(await areThere()); second++) await setTimeout(1_000)
  await end()
}

async function end() {
  clearInterval(report)
  console.log(line())
  try {
    const left = await behind()
    console.log(left === 0 ? 'all of them have what the server has' : `${left} of them have not what the server has`)
    process.exit(found.missed + found.twice + left === 0 ? 0 : 1)
  } catch (error) {
    console.log(
      `nobody knows whether they have what the server has: ${url} did not say it (${error.cause?.message ?? error.message})`,
    )
    process.exit(1)
  }
}

async function behind() {
  const answer = await fetch(`${url}/v1/matches/${match}`)
  if (!answer.ok) throw new Error(`it answered ${answer.status}`)
  const truth = await answer.json()
  return viewers.filter(({ epoch, seq }) => epoch !== truth.epoch || seq !== truth.seq).length
}
