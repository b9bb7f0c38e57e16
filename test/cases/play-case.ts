import { expect } from 'vitest'
import type { MatchState } from '../../src/match/state.ts'
import type { Answer, TestServer } from '../support/start-server.ts'
import { type Case, isOperation, type Operation } from './case.ts'
import { differences } from './differences.ts'

/** Sends a case to a server as a feed would. Checks what it wants of the state, on the way and in the end. @returns the state */
export async function playCase(server: Pick<TestServer, 'call'>, match: string, played: Case): Promise<MatchState> {
  const address = `/v1/matches/${match}`
  const read = async () => (await server.call('GET', address)).body.state as MatchState
  const send = async (method: string, path: string, body?: unknown) =>
    expectTaken(await server.call(method, `${address}${path}`, body))
  const act = async (operation: Operation): Promise<void> => {
    switch (operation.$op) {
      case 'put':
        return send('PUT', `/events/${operation.event.id}`, operation.event)
      case 'delete':
        return send('DELETE', `/events/${operation.id}${operation.reason ? `?reason=${operation.reason}` : ''}`)
      case 'restore':
        return send('POST', `/events/${operation.id}/restore`)
      case 'timeline':
        return send('PUT', '/timeline', operation.events)
      case 'fixture':
        return send('PUT', '', operation.fixture)
      case 'expect':
        return expect(differences(operation.state, await read())).toEqual([])
    }
  }
  await send('PUT', '', played.fixture)
  for (const event of played.events) await (isOperation(event) ? act(event) : send('POST', '/events', event))
  const state = await read()
  expect(differences(played.expect, state)).toEqual([])
  return state
}

function expectTaken({ status, body }: Answer): void {
  const text = JSON.stringify(body)
  expect(status, text).toBeLessThan(300)
  expect(text).not.toContain('"rejected"')
}
