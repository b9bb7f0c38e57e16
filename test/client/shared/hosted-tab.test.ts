import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { createClient } from '../../../src/client/client.ts'
import { HostedTab } from '../../../src/client/shared/hosted-tab.ts'
import type { HostMessage, TabMessage } from '../../../src/client/shared/messages.ts'
import type { Port } from '../../../src/client/shared/port.ts'
import { SharedConnections } from '../../../src/client/shared/shared-connections.ts'

it('a host that runs for days keeps nothing of the tokens that a tab has given', async () => {
  const port: Port<HostMessage, TabMessage> = { onmessage: null, postMessage() {}, close() {} }
  const connections = new SharedConnections(createClient, 1)
  const tab = new HostedTab({ id: 1, port, connections, onGone() {}, onWake() {} })
  const asked = (() => {
    const token = tab.askToken(60_000)
    port.onmessage?.({ data: { op: 'token', id: 1, token: 'good' } })
    return { ref: new WeakRef(token), answer: token.then((text) => `${text} enough`) }
  })()
  expect(await asked.answer).toBe('good enough')

  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const isHeld = () => {
    collect()
    return asked.ref.deref() !== undefined
  }
  await expect.poll(isHeld, { timeout: 5_000 }).toBe(false)
  tab.leave()
})
