import { expect, it } from 'vitest'
import { explainConnectionFailure } from '../src/connection-failure.ts'

it('a certificate that has ended is called that, and no other authority is advised', () => {
  const failure = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' })
  expect(explainConnectionFailure(failure)).toBe(
    'its certificate has expired; put a new one in its place, on that server (CERT_HAS_EXPIRED)',
  )
})

it('sentinels that are asked again and again have one sentence', () => {
  const after = (ms: number, last = '') =>
    new Error(`All sentinels are unreachable. Retrying from scratch after ${ms}ms.${last}`)
  const said = [10, 20].map((ms) =>
    explainConnectionFailure(after(ms, ' Last error: ERR No such master with that name')),
  )
  expect(new Set(said)).toEqual(new Set(['no sentinel tells where the server is: ERR No such master with that name']))
  expect(explainConnectionFailure(after(10))).toBe('no sentinel tells where the server is')
})
