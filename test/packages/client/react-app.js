// Runs in a folder where the packed client, React and happy-dom are installed; prints a line for each step that holds.
import assert from 'node:assert/strict'
import { createClient } from '@touchline/client'
import { TouchlineProvider, useBoard, useConnection, useMatch } from '@touchline/client/react'
import { Window } from 'happy-dom'
import { createElement as h, StrictMode, useState } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'

const [url] = process.argv.slice(2)
const window = new Window()
Object.assign(globalThis, { window, document: window.document, IS_REACT_ACT_ENVIRONMENT: false })

const step = (name) => console.log(name)
const call = async (method, path, body) => {
  const answer = await fetch(`${url}/v1/matches/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.ok(answer.ok, await answer.clone().text())
}
const until = async (holds) => {
  const end = Date.now() + 20_000
  while (!holds()) {
    assert.ok(Date.now() < end, `not in time: ${document.body.innerHTML}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
const place = () => document.body.appendChild(document.createElement('div'))

const fixture = { sport: 'football', competition: 'cup', home: { name: 'Reds' }, away: { name: 'Blues' } }
await call('PUT', 'm1', fixture)
await call('POST', 'm1/events', { id: 'k', type: 'period_start', period: 1 })

const renders = new Set()
function Score({ match, from }) {
  const view = useMatch(match, from && { from })
  if (view === null) return h('p', null, 'nothing')
  const { state, status } = view
  const text = state ? `${state.scoreline.home.main}-${state.scoreline.away.main}` : status.kind
  renders.add(text)
  return h('p', { 'data-status': status.kind }, text)
}

// One client for everything below.
const client = createClient({ url })
const within = (...children) => h(StrictMode, null, h(TouchlineProvider, { client }, ...children))

{
  const root = createRoot(place())
  root.render(within(h(Score, { match: 'm1' }), h(Score, { match: 'm1' })))
  const texts = () => [...document.querySelectorAll('p')].map((p) => p.textContent)
  await until(() => texts().join() === '0-0,0-0')
  step('StrictMode shows a match, twice the same')
  let torn = false
  const observer = new window.MutationObserver(() => {
    const shown = texts()
    torn ||= shown[0] !== shown[1]
  })
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  for (let n = 1; n <= 5; n += 1) await call('POST', 'm1/events', { id: `g${n}`, type: 'goal', team: 'home' })
  await until(() => texts().join() === '5-0,5-0')
  assert.equal(torn, false)
  step('updates come in order, and no two components differ')
  root.unmount()
}

{
  const answer = await (await fetch(`${url}/v1/matches/m1`)).json()
  const from = { state: answer.state, epoch: answer.epoch, seq: answer.seq }
  const answers = []
  class RecordingSocket extends WebSocket {
    constructor(...address) {
      super(...address)
      this.addEventListener('message', ({ data }) => answers.push(JSON.parse(data)))
    }
  }
  // A page of its own: a server renders it, and the browser has nothing else yet.
  const client = createClient({ url, WebSocket: RecordingSocket })
  const pair = () =>
    h(
      StrictMode,
      null,
      h(TouchlineProvider, { client }, h(Score, { match: 'm1', from }), h(Score, { match: 'm1', from })),
    )
  const html = renderToString(pair())
  assert.equal(html.match(/5-0/g).length, 2)
  assert.equal(answers.length, 0)
  step('a server renders the state that it was given')
  const container = place()
  container.innerHTML = html
  const shown = () => [...container.querySelectorAll('p')].map((p) => `${p.textContent} ${p.dataset.status}`)
  const complaints = []
  const said = console.error
  console.error = (...words) => complaints.push(words)
  const fetched = globalThis.fetch
  const reads = []
  globalThis.fetch = (...request) => {
    reads.push(request)
    return fetched(...request)
  }
  const root = hydrateRoot(container, pair(), { onRecoverableError: (error) => complaints.push(error) })
  let torn = false
  const observer = new window.MutationObserver(() => {
    torn ||= shown()[0] !== shown()[1]
  })
  observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true })
  await until(() => shown().join() === '5-0 live,5-0 live')
  globalThis.fetch = fetched
  assert.deepEqual(complaints, [])
  // Asked once, and answered with what was missed since: the state is not sent again.
  const subscribed = answers.filter(({ op }) => op === 'subscribed')
  assert.deepEqual(
    subscribed.map(({ matches }) => matches.map(({ match, updates }) => [match, updates])),
    [[['m1', []]]],
  )
  assert.deepEqual(reads, [])
  await call('POST', 'm1/events', { id: 'h', type: 'goal', team: 'away' })
  await until(() => shown().join() === '5-1 live,5-1 live')
  assert.equal(torn, false)
  assert.deepEqual(complaints, [])
  console.error = said
  step('hydrates without a complaint or a second load, goes on from there, and no two components differ')
  root.unmount()
  client.close()
}

{
  const html = renderToString(h(Score, { match: 'elsewhere' }))
  assert.match(html, /loading/)
  step('rendering without a provider or a state opens no connection')
}

{
  let show
  function Choice() {
    const [match, setMatch] = useState(null)
    show = setMatch
    return h(Score, { match })
  }
  const container = place()
  const root = createRoot(container)
  root.render(within(h(Choice)))
  await until(() => container.textContent === 'nothing')
  show('m1')
  await until(() => container.textContent === '5-1')
  show(null)
  await until(() => container.textContent === 'nothing')
  step('null follows nothing')
  root.unmount()
}

{
  function Board() {
    const board = useBoard('competition:cup')
    const connection = useConnection()
    const rows = board.matches.map(({ match, state }) => `${match} ${state?.scoreline.home.main}`)
    return h('p', null, `${connection.kind}: ${rows.join()}`)
  }
  const container = place()
  const root = createRoot(container)
  root.render(within(h(Board)))
  await until(() => container.textContent === 'live: m1 5')
  await call('PUT', 'm2', fixture)
  await until(() => container.textContent === 'live: m1 5,m2 0' || container.textContent === 'live: m2 0,m1 5')
  step('a board lists its matches, and those that join')
  root.unmount()
}

{
  const Silence = () => h('p', null, useMatch('m1').feedSilentSince === undefined ? 'heard' : 'silent')
  const container = place()
  const root = createRoot(container)
  root.render(within(h(Silence)))
  await until(() => container.textContent === 'heard')
  const beat = () => fetch(`${url}/v1/heartbeat`, { method: 'POST' })
  await beat()
  await until(() => container.textContent === 'silent')
  // Again and again: after a second it would be silent once more.
  const beats = setInterval(beat, 200)
  await until(() => container.textContent === 'heard')
  clearInterval(beats)
  step('a feed that is silent is told, and that it is heard again')
  root.unmount()
}

client.close()
step('done')
process.exit(0)
