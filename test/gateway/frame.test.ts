import { expect, it } from 'vitest'
import { encodeTextFrame, PING_FRAMES, payloadOf } from '../../src/gateway/frame.ts'

it('writes the bytes of RFC 6455: final text, unmasked', () => {
  expect(encodeTextFrame('').toString('hex')).toBe('8100')
  expect(encodeTextFrame('Hello').toString('hex')).toBe('810548656c6c6f')
  expect(encodeTextFrame('€').toString('hex')).toBe('8103e282ac')
  expect(encodeTextFrame(Buffer.from('€')).toString('hex')).toBe('8103e282ac')
  expect(PING_FRAMES[7]?.toString('hex')).toBe('890107')
})

it.each([
  [125, '817d'],
  [126, '817e007e'],
  [65_535, '817effff'],
  [65_536, '817f0000000000010000'],
])('says a length of %i in as few bytes as it takes', (length, header) => {
  const payload = 'x'.repeat(length)
  const frame = encodeTextFrame(payload)

  expect(frame.subarray(0, header.length / 2).toString('hex')).toBe(header)
  expect(frame.length).toBe(header.length / 2 + length)
  expect(payloadOf(frame).toString() === payload).toBe(true)
})

it('counts bytes, not characters', () => {
  const payload = '⚽'.repeat(60)
  expect(encodeTextFrame(payload).subarray(0, 4).toString('hex')).toBe('817e00b4')
  expect(payloadOf(encodeTextFrame(payload)).toString()).toBe(payload)
})

it('gives the payload back without a copy', () => {
  const frame = encodeTextFrame('Hello')
  expect(payloadOf(frame).buffer).toBe(frame.buffer)
})

it('leaves the bytes it was given alone', () => {
  const payload = Buffer.from('Hello')
  encodeTextFrame(payload)[2] = 0
  expect(payload.toString()).toBe('Hello')
})
