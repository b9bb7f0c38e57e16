import { expect, it } from 'vitest'
import { ViewerTokens } from '../../src/access/viewer-tokens.ts'
import { startGateway } from '../gateway/start-gateway.ts'
import { openEventStream } from '../support/event-stream-client.ts'
import { SECRET, signToken } from './sign-token.ts'

async function startWorld() {
  const tokens = new ViewerTokens({
    settings: { key: { secret: SECRET } },
    now: Date.now,
    onFailure() {},
    cooldownMs: 0,
  })
  return startGateway({ tokens, now: Date.now })
}

const bearer = async (claims: { matches: string[] }) => ({ authorization: `Bearer ${await signToken(claims)}` })

it('[W19] [W21] a stream shows what the token in its header allows, and nothing else', async () => {
  const { sseUrl, publish } = await startWorld()
  const viewer = await openEventStream(`${sseUrl}?match=m1&match=m2`, { headers: await bearer({ matches: ['m1'] }) })
  const { matches, rejected } = await viewer.nextOf('subscribed')
  expect(matches).toMatchObject([{ match: 'm1' }])
  expect(rejected).toMatchObject([{ match: 'm2' }])
  await publish('m2')
  await publish('m1')
  await viewer.reaches('m1', 1)
  expect(JSON.stringify(viewer.messages)).not.toContain('"match":"m2","seq"')
})
