// A feed in Node 22 or newer, without dependencies, over one WebSocket: node examples/feed.mjs MATCH
//
// Sends a few minutes of a football match, with the mistakes that scorers make. What was not answered when the line breaks is sent
// again under the same ids, so nothing is lost and nothing counts twice. TOUCHLINE_URL says where the server is, FEED_KEY is the key if
// it asks for one.
import { setTimeout as pause } from 'node:timers/promises'

const [match] = process.argv.slice(2)
if (!match) {
  console.error('which match? node examples/feed.mjs MATCH')
  process.exit(1)
}
const url = process.env.TOUCHLINE_URL ?? 'http://localhost:8080'
const key = process.env.FEED_KEY

/** What says nothing of the event itself: the same again, after a pause. */
const AGAIN = new Set(['rate-exceeded', 'too-many-pending', 'match-busy', 'database-unavailable', 'stopping'])
const PAUSE_MS = 500

function explain({ detail, errors = [] }) {
  return [detail, ...errors.map(({ path, message }) => `${path} ${message}`)].join('; ')
}

/** Sends one change after another, and each again until it is answered: so they arrive in their order. */
class Feed {
  #socket
  #answers = new Map()
  #id = 0

  /** @param kind add, edit, delete or restore */
  async send(kind, event) {
    for (;;) {
      const answer = await this.#try(kind, event)
      if (answer?.op === 'ack') return answer
      if (answer && !AGAIN.has(answer.code)) throw new Error(explain(answer))
      console.error(`${answer?.detail ?? 'the line was lost'}; sending it again`)
      await pause(PAUSE_MS)
    }
  }

  close() {
    this.#socket?.close()
  }

  /** The answer, or undefined if the line broke before it came. */
  async #try(kind, event) {
    if (this.#socket?.readyState !== WebSocket.OPEN && !(await this.#open())) return undefined
    this.#id += 1
    const id = this.#id
    return new Promise((resolve) => {
      this.#answers.set(id, resolve)
      this.#socket.send(JSON.stringify({ op: 'event', id, match, kind, event }))
    })
  }

  #open() {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/feed`)
    this.#socket = socket
    socket.onmessage = ({ data }) => {
      const answer = JSON.parse(data)
      this.#answers.get(answer.id)?.(answer)
      this.#answers.delete(answer.id)
      if (answer.code === 'unauthorised') throw new Error(answer.detail)
    }
    return new Promise((resolve) => {
      socket.onopen = () => {
        if (key) socket.send(JSON.stringify({ op: 'auth', key }))
        resolve(true)
      }
      socket.onclose = () => {
        resolve(false)
        for (const answer of this.#answers.values()) answer(undefined)
        this.#answers.clear()
      }
    })
  }
}

const fixture = { sport: 'football', home: { name: 'Rovers' }, away: { name: 'União' } }
const created = await fetch(`${url}/v1/matches/${match}`, {
  method: 'PUT',
  headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
  body: JSON.stringify(fixture),
})
if (!created.ok) throw new Error((await created.json()).detail)

const feed = new Feed()
await feed.send('add', { id: 'ko', type: 'period_start', period: 1, clock: '0:00' })
const goal = { id: 'g1', type: 'goal', team: 'home', period: 1, clock: '12:30', player: 'Ann' }
await feed.send('add', goal)
await feed.send('edit', { ...goal, player: 'José' })
await feed.send('add', { id: 'g2', type: 'goal', team: 'away', period: 1, clock: '20:10' })
await feed.send('delete', { id: 'g2', reason: 'offside' })
const third = { id: 'g3', type: 'goal', team: 'home', period: 1, clock: '31:00' }
await feed.send('add', { ...third, team: 'both' }).catch((error) => console.log(`refused: ${error.message}`))
const { warnings = [] } = await feed.send('add', third)
for (const { code, detail } of warnings) console.log(`warning: ${code}: ${detail}`)
// The same again, as after a lost answer.
console.log(await feed.send('add', third))
feed.close()
