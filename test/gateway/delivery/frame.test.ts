import { describe, expect, it } from 'vitest'
import {
  encodeDeflatedFrame,
  encodeTextFrame,
  PING_FRAMES,
  partsOf,
  payloadOf,
} from '../../../src/gateway/delivery/frame.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { readHeader } from './read-header.ts'

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

describe('partsOf', () => {
  it('cuts a long frame into fragments of RFC 6455', () => {
    const parts = [...partsOf(encodeTextFrame('Hello, everybody'), 6)].map((part) => part.toString('latin1'))

    expect(parts).toEqual(['\x01\x06Hello,', '\x00\x06 every', '\x80\x04body'])
  })

  it('says in the first fragment alone that a message is deflated', () => {
    const parts = [...partsOf(encodeDeflatedFrame(Buffer.from('Hello, everybody')), 6)]

    expect(parts.map(([first]) => first)).toEqual([0x41, 0x00, 0x80])
  })

  it('keeps short frames whole, as many in a part as fit', () => {
    const frames = ['one', 'two', 'three', 'and a long one', 'four'].map((text) => encodeTextFrame(text))
    const parts = [...partsOf(Buffer.concat(frames), 10)].map((part) => part.toString('latin1'))

    expect(parts).toEqual([
      '\x81\x03one\x81\x03two',
      '\x81\x05three',
      '\x01\x0aand a long',
      '\x80\x04 one',
      '\x81\x04four',
    ])
  })

  it('loses nothing, however long frames and parts are', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 200; round += 1) {
      const texts = Array.from({ length: 1 + random.int(6) }, () => 'x'.repeat(1 + random.int(70_000)))
      const parts = [...partsOf(Buffer.concat(texts.map((text) => encodeTextFrame(text))), 8_000 + random.int(62_000))]

      expect(messagesOf(Buffer.concat(parts)).map(({ length }) => length)).toEqual(texts.map(({ length }) => length))
    }
  })
})

/** The messages of a stream of frames, put together from their fragments. */
function messagesOf(stream: Buffer): string[] {
  const messages: string[] = []
  let message = ''
  for (let at = 0; at < stream.length; ) {
    const { header, length } = readHeader(stream.subarray(at))
    expect((stream[at] as number) & 0x0f).toBe(message === '' ? 1 : 0)
    message += stream.toString('utf8', at + header, at + header + length)
    if ((stream[at] as number) & 0x80) {
      messages.push(message)
      message = ''
    }
    at += header + length
  }
  return messages
}
