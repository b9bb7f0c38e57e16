import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { connectClient } from '../support/socket-client.ts'
import { startTestServer } from '../support/start-server.ts'

it('does not wait at its end for a connection on which nothing was asked, and still says goodbye to viewers', async () => {
  const server = await startTestServer({ MAX_EVENT_LOOP_DELAY_MS: '0' })
  const viewer = await connectClient(server.liveUrl)
  const unused = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(unused, 'connect')
  const from = performance.now()
  await server.close()
  // Node gives the headers of a request a minute.
  expect(performance.now() - from).toBeLessThan(20_000)
  expect((await viewer.closed).code).toBe(4001)
})
