import http from 'node:http'
import { pino } from 'pino'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createApp } from '../../src/server/app.ts'
import { startInternalServer } from '../../src/server/internal-server.ts'
import { testConfig } from '../support/start-server.ts'

it.each(['public', 'internal'])(
  'the %s port gives the head of a request ten seconds, and looks every two who is late',
  async (port) => {
    const made = vi.spyOn(http, 'createServer')
    onTestFinished(() => made.mockRestore())
    if (port === 'public') {
      createApp(testConfig({}), { isUpgrade: () => false, isProxy: () => false, nothingHere: {} })
    } else {
      const options = { host: '127.0.0.1', port: 0, log: pino({ level: 'silent' }), routes: async () => {} }
      const { close } = await startInternalServer(options)
      onTestFinished(close)
    }
    expect(made.mock.calls.map(([options]) => options)).toEqual([
      expect.objectContaining({ headersTimeout: 10_000, connectionsCheckingInterval: 2_000 }),
    ])
  },
)
