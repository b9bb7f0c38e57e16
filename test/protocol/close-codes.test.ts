import { expect, it } from 'vitest'
import { CLOSE, mayReconnect } from '../../src/protocol/close-codes.ts'

it('are the codes of the contract', () => {
  expect(CLOSE).toEqual({
    reconnect: 4001,
    tooSlow: 4002,
    noPong: 4003,
    tokenExpired: 4004,
    keysUnavailable: 4005,
    protocolViolation: 4500,
    unauthorised: 4501,
    rateExceeded: 4502,
    messageTooBig: 4503,
  })
})

it('send a viewer back below 4500 and away from there on', () => {
  for (const code of [1000, 1001, 1005, 1006, 1011, 4000, 4001, 4004, 4499]) expect(mayReconnect(code)).toBe(true)
  for (const code of [4500, 4501, 4502, 4503, 4999]) expect(mayReconnect(code)).toBe(false)
})
