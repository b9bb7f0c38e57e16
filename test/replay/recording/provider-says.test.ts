import { expect, it } from 'vitest'
import { providerSays } from '../../../src/replay/recording/provider-says.ts'

const MAX_REFUSAL_BYTES = 4_096

it.each(['message', 'detail', 'Error'])('gives what stands under %s, in one line', (name) => {
  expect(providerSays(JSON.stringify({ code: 403, [name]: ' No key:\n ask for one ' }))).toBe('No key: ask for one')
})

it('gives a sentence, not an essay', () => {
  const essay = 'word '.repeat(100)
  expect(providerSays(JSON.stringify({ message: essay }))).toBe(essay.slice(0, 200))
})

it('does not look at what is too long for a refusal', () => {
  const ofLength = (length: number) => JSON.stringify({ message: 'no' }).padEnd(length)
  expect(providerSays(ofLength(MAX_REFUSAL_BYTES))).toBe('no')
  expect(providerSays(ofLength(MAX_REFUSAL_BYTES + 1))).toBeUndefined()
})

it.each(['no JSON', 'null', '["a"]', '{"message":7}', '{"name":"x"}'])('gives nothing of %s', (text) => {
  expect(providerSays(text)).toBeUndefined()
})
