import { expect, it } from 'vitest'
import { explainConnectionFailure } from '../src/connection-failure.ts'

it('a certificate that has ended is called that, and no other authority is advised', () => {
  const failure = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' })
  expect(explainConnectionFailure(failure)).toBe(
    'its certificate has expired; put a new one in its place, on that server (CERT_HAS_EXPIRED)',
  )
})
