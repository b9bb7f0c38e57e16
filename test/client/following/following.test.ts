import { expect, it } from 'vitest'
import { createClient } from '../../../src/client/client.ts'
import { createFakeNetwork } from '../fake-network.ts'
import { stateOf } from '../state-builder.ts'

it('a page without a connection keeps nothing of the matches that it follows no longer', () => {
  const client = createClient({ url: 'http://server', WebSocket: createFakeNetwork().WebSocket, random: () => 0 })
  const first = client.subscribe('m1', { from: { epoch: 'e', seq: 3, state: stateOf('m1') } })
  expect(first.state).toBeDefined()
  first.close()
  expect(client.subscribe('m1').state).toBeUndefined()
  client.close()
})
