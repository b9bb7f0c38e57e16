import { randomBytes } from 'node:crypto'
import { constants, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { deflateParts, Piece } from '../../../src/gateway/delivery/deflate.ts'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import { JoinedFrames, WholeFrames } from '../../../src/gateway/delivery/frames.ts'
import { forSeeds } from '../../support/seeded-random.ts'

const LONG = JSON.stringify({ op: 'update', text: 'goal '.repeat(100) })

/** As a viewer reads it: RFC 7692, section 7.2.2. */
function inflated(payload: Buffer): string {
  const whole = Buffer.concat([payload, Buffer.from([0, 0, 0xff, 0xff])])
  return inflateRawSync(whole, { finishFlush: constants.Z_SYNC_FLUSH }).toString()
}

describe('WholeFrames', () => {
  it('makes one deflated frame for all who take it', () => {
    const frames = new WholeFrames(LONG)

    expect(frames.deflated[0]).toBe(0xc1)
    expect(inflated(payloadOf(frames.deflated))).toBe(LONG)
    expect(frames.deflated.length).toBeLessThan(frames.frame.length / 4)
    expect(Object.is(frames.deflated, frames.deflated)).toBe(true)
    expect(payloadOf(frames.frame).toString()).toBe(LONG)
  })

  it('finds in a message of more than 2 KB what it said anywhere before', () => {
    const told = randomBytes(1_500).toString('hex')
    const frames = new WholeFrames(`${told} ${told}`)

    expect(frames.deflated.length).toBeLessThan(new WholeFrames(told).deflated.length * 1.1)
    expect(inflated(payloadOf(frames.deflated))).toBe(`${told} ${told}`)
  })

  it('stays plain below 100 bytes, and where deflating makes it no shorter', () => {
    const short = new WholeFrames('x'.repeat(99))
    const dense = new WholeFrames(randomBytes(120))

    expect(short.deflated).toBe(short.frame)
    expect(new WholeFrames('x'.repeat(100)).deflated.length).toBeLessThan(100)
    expect(dense.deflated).toBe(dense.frame)
  })
})

describe('JoinedFrames', () => {
  it('deflates a piece once, whatever stands around it', () => {
    const piece = new Piece(LONG)
    const { deflated } = piece
    for (const parts of [[piece], ['{', piece, '}'], [piece, ',', piece, ' end'], ['start ', piece]]) {
      const frames = new JoinedFrames(parts)

      expect(inflated(payloadOf(frames.deflated))).toBe(payloadOf(frames.frame).toString())
      expect(frames.deflated.includes(deflated.subarray(0, -4))).toBe(true)
    }
  })

  it('deflates text that nobody shares as a whole', () => {
    const frames = new JoinedFrames([LONG, LONG])

    expect(frames.deflated.length).toBeLessThan(new WholeFrames(LONG).deflated.length * 2 - 10)
    expect(inflated(payloadOf(frames.deflated))).toBe(LONG + LONG)
  })

  it('stays plain where nothing is gained', () => {
    const frames = new JoinedFrames(['{"a":1,', new Piece('"b":2'), '}'])

    expect(frames.deflated).toBe(frames.frame)
  })
})

it('reads as the text of its parts, in any order and of any length', async () => {
  await forSeeds(60, (random) => {
    const parts = Array.from({ length: 1 + random.int(5) }, () => {
      const text = `part ${random.int(9)} `.repeat(random.int(3) === 0 ? 12_000 : random.int(40))
      return random.chance(0.5) ? text : new Piece(text)
    })

    expect(inflated(deflateParts(parts))).toBe(parts.join(''))
  })
})
