import { WebSocket } from 'ws'
import type { ServerMessage } from '../../src/protocol/messages.ts'
import { goal, KICK_OFF } from './brokers.ts'
import type { Stage } from './stage.ts'

/** The embedded database: what is drilled is the same with Postgres. */
async function startWithKeys(stage: Stage, settings: Record<string, string> = {}) {
  const place = { DATABASE_URL: '', DATA_DIR: `${await stage.folder()}/data` }
  const desk = await stage.command('feeds', place, 'create', 'desk', '--operator')
  const feed = await stage.command('feeds', place, 'create', 'opta')
  const server = await stage.server('server', { ...place, ...settings })
  await stage.match(server, feed)
  return { place, server, keys: { desk, feed } }
}

export async function feedGoneWild(stage: Stage): Promise<void> {
  const { place, server, keys } = await startWithKeys(stage, { FEED_RATE: '20' })
  await stage.call('opta', server, 'POST /v1/matches/final/events', goal('g1'), keys.feed)
  const viewer = await stage.viewer('viewer', server, 'final')
  stage.say('opta', '(sends 60 goals that never were, as fast as it can)')
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      stage.ask(server, 'POST', '/v1/matches/final/events', goal(`w${n}`, 'away'), keys.feed),
    ),
  )
  const refused = answers.find(({ status }) => status === 429)
  stage.say(
    'opta',
    `${answers.filter(({ status }) => status === 201).length} times 201, then ${refused?.status} ${refused?.text.slice(0, refused.text.indexOf(' {')) ?? ''}`,
  )
  await stage.figures('server', server, /^touchline_feed_refusals_total/)

  const id = /^(\w{12})\topta/m.exec(await stage.command('feeds', place, 'list'))?.[1] ?? ''
  await stage.command('feeds', place, 'revoke', id)
  await stage.until('the key is refused', async () => {
    const { status } = await stage.ask(server, 'POST', '/v1/heartbeat', undefined, keys.feed)
    return status === 401
  })
  await stage.call('opta', server, 'POST /v1/matches/final/events', goal('w99', 'away'), keys.feed)
  stage.say('desk', '(puts what is true in place of all that the source has told)')
  await stage.call('desk', server, 'PUT /v1/matches/final/timeline?source=opta', [KICK_OFF, goal('g1')], keys.desk)
  await viewer.shows('1–0')
}

export async function wrongScoreOnAir(stage: Stage): Promise<void> {
  const { server, keys } = await startWithKeys(stage)
  const viewer = await stage.viewer('viewer', server, 'final')
  await stage.call('opta', server, 'POST /v1/matches/final/events', goal('g1'), keys.feed)
  await viewer.shows('1–0')
  stage.say('desk', '(sees that it was offside; the feed does not know yet)')
  const event = '/v1/matches/final/events/g1'
  await stage.call('desk', server, `DELETE ${event}?source=opta&reason=offside`, undefined, keys.desk)
  await viewer.shows('0–0')
  stage.say('opta', '(sends it again, with a higher revision; the desk’s word is held)')
  await stage.call('opta', server, `PUT ${event}`, { ...goal('g1'), revision: 2 }, keys.feed)
  stage.say('desk', '(the feed has understood; it may tell of this event again)')
  await stage.call('desk', server, `DELETE ${event}/hold?source=opta`, undefined, keys.desk)
  await stage.call('opta', server, `POST ${event}/restore`, undefined, keys.feed)
  await viewer.shows('1–0')
}

const CROWD = 600
/** New viewers a second. Nobody has to wait where the machine itself lets in fewer. */
const RATE = 100

export async function countryRefreshes(stage: Stage): Promise<void> {
  const { server, keys } = await startWithKeys(stage, { MAX_CONNECTION_RATE: `${RATE}` })
  await stage.ask(server, 'POST', '/v1/matches/final/events', goal('g1'), keys.feed)
  let [inside, told, refusals] = [0, 0, 0]
  const sockets = new Set<WebSocket>()
  const come = () => {
    const socket = new WebSocket(server.liveUrl)
    sockets.add(socket)
    socket.on('error', () => {}) // a refusal is counted below
    socket.on('open', () => socket.send('{"op":"subscribe","matches":["final"]}'))
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString()) as ServerMessage
      if (message.op === 'subscribed') inside += 1
      if (message.op !== 'reconnect') return
      told += 1
      if (told === 1) stage.say('viewer', `← ${JSON.stringify(message)}`)
      sockets.delete(socket)
      setTimeout(come, message.afterMs)
    })
    socket.on('unexpected-response', (_request, response) => {
      refusals += 1
      const retryAfter = response.headers['retry-after']
      if (refusals === 1) stage.say('viewer', `another one: ${response.statusCode}, Retry-After: ${retryAfter}`)
      sockets.delete(socket)
      socket.terminate()
      // As the SDK does: not all at once again.
      setTimeout(come, Number(retryAfter ?? 1) * 1_000 * (0.5 + Math.random()))
    })
  }
  stage.onClose(async () => {
    for (const socket of sockets) socket.terminate()
  })
  stage.say('viewers', `${CROWD} come at once`)
  for (let n = 0; n < CROWD; n += 1) come()
  await stage.until('somebody is told to wait, or all are inside', () => told > 0 || inside === CROWD)
  if (told === 0)
    throw new Error(`this machine lets in fewer than ${RATE} viewers a second: play it when less else runs`)
  await stage.ready('server', server)
  for (const share of [0.5, 1]) {
    await stage.until(`${share} are inside`, () => inside >= CROWD * share)
    stage.say('viewers', `${inside} are inside; ${told} times somebody was told when to come, ${refusals} times 503`)
  }
  await stage.figures(
    'server',
    server,
    /^touchline_connections(_refused_total{reason="(rate|paced)"})? /,
    /lag_p99_seconds/,
  )
  const began = performance.now()
  await stage.call('opta', server, 'POST /v1/matches/final/events', goal('g2'), keys.feed)
  stage.say('opta', `answered after ${Math.round(performance.now() - began)} ms, with all of them there`)
}
