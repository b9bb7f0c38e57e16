import { expect, it } from 'vitest'
import { explainConnectionFailure } from '../src/connection-failure.ts'

it('a certificate that has ended is called that, and no other authority is advised', () => {
  const failure = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' })
  expect(explainConnectionFailure(failure)).toBe(
    'its certificate has expired; put a new one in its place, on that server (CERT_HAS_EXPIRED)',
  )
})

it.each([
  ['CERT_NOT_YET_VALID', 'certificate is not yet valid', /not valid yet; one of the two clocks/],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    "Hostname/IP does not match certificate's altnames",
    /for another name, .* a name that its/,
  ],
  [
    'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
    '40:error:0A:SSL routines:x:y',
    /our own certificate, .*: certificate expired/,
  ],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', '40:error:0A:SSL routines:x:y', /or wants one: certificate required/],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', '40:error:0A:SSL routines:x:y', /our own certificate, .*: unknown ca/],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', '40:error:0A:SSL routines:x:y', /^TLS failed, it answers: protocol version/],
  [
    'EPROTO',
    'write EPROTO 40:error:0A:SSL routines:get_record:wrong version number:../deps:354:',
    /^TLS failed, wrong version number \(/,
  ],
])('%s says whose certificate is wrong, and advises no authority', (code, message, said) => {
  const told = explainConnectionFailure(Object.assign(new Error(message), { code }))
  expect(told).toMatch(said)
  expect(told).not.toMatch(/NODE_EXTRA_CA_CERTS|SSL routines/)
})

it('the socket of a server that is not there is named', () => {
  const missing = { code: 'ENOENT', address: '/run/postgresql/.s.PGSQL.5432' }
  expect(explainConnectionFailure(Object.assign(new Error('connect ENOENT'), missing))).toBe(
    'there is no socket /run/postgresql/.s.PGSQL.5432 (ENOENT)',
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
  expect(explainConnectionFailure(after(10, ' Last error: Connection is closed.'))).toMatch(
    /`touchline doctor` asks why$/,
  )
})

it.each([
  ["Socket timeout. Expecting data, but didn't receive any in 3000ms.", 'it did not answer in time'],
  ['Command timed out', 'it did not answer in time'],
  [
    'Reached the max retries per request limit (which is 0). Refer to "maxRetriesPerRequest"',
    'the connection was lost',
  ],
  [
    'DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user. In this',
    'DENIED it is in protected mode: without a password it answers programs on its own host alone',
  ],
  ["Stream isn't writeable and enableOfflineQueue options is false", 'there is no connection now'],
  ["Cluster isn't ready and enableOfflineQueue options is false", 'there is no connection now'],
])('what a client of Redis says of its options is said of the connection: %s', (message, said) => {
  expect(explainConnectionFailure(new Error(message))).toBe(said)
})
