import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { FeedPool, sendAtPace } from '../../../../bench/common/clients/paced-feed.ts'

const BODY = '{}'

it('sends the next event on time while earlier ones wait for their answers, and takes connections again that are idle', async () => {
  const waiting: ServerResponse[] = []
  let connections = 0
  const server = createServer((_, response) => {
    waiting.push(response)
    if (waiting.length === 3) answerAll()
  })
  const answerAll = () => {
    for (const response of waiting.splice(0)) {
      response.writeHead(201, { 'content-length': BODY.length }).end(BODY)
    }
  }
  server.on('connection', () => {
    connections += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const feeds = new FeedPool((server.address() as { port: number }).port)
  const sent: number[] = []
  const send = async (n: number) => {
    sent.push(n)
    await feeds.postEvent('m', { id: `e${n}` })
  }

  // Nothing is answered before three wait: one connection alone would wait for ever.
  await sendAtPace(1_000, (count) => count >= 3, send)
  await sendAtPace(1_000, (count) => count >= 3, send)

  expect(sent).toEqual([0, 1, 2, 0, 1, 2])
  expect(connections).toBe(3)
})
