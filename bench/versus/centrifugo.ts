import { expectStatus, openFeed } from '../common/clients/raw-feed.ts'
import { LOAD_CORE, SERVER_CORE } from '../common/worker.ts'
import { startCentrifugo } from './centrifugo-program.ts'
import type { Contender, Example } from './contender.ts'

const CHANNEL = 'versus-1'

/** Two nodes on one Redis: one has the viewers, the other is told what happens. The last that was told is what a new viewer is given. */
export async function openCentrifugo(program: string, redisUrl: string, example: Example): Promise<Contender> {
  const teller = await startCentrifugo(program, redisUrl, LOAD_CORE)
  let feed = await openFeed(teller.port)
  const publish = async (data: string) => {
    await expectStatus(feed.send('POST', '/api/publish', `{"channel":"${CHANNEL}","data":${data}}`), 200)
  }
  return {
    name: 'Centrifugo',
    way: {
      path: '/connection/websocket',
      greeting: `{"id":1,"connect":{}}\n{"id":2,"subscribe":{"channel":"${CHANNEL}","recover":true}}`,
      welcome: '"id":2,"subscribe"',
      hasLines: true,
    },
    async startGateway() {
      // It ends connections that have been idle for some seconds, as during the other's turn.
      feed.close()
      feed = await openFeed(teller.port)
      // What a viewer gets who comes now.
      await publish(example.state)
      return startCentrifugo(program, redisUrl, SERVER_CORE)
    },
    publish: () => publish(example.update),
    async close() {
      feed.close()
      await teller.stop()
    },
  }
}
