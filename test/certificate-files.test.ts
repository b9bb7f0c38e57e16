import { expect, it } from 'vitest'
import { readCertificateFiles } from '../src/certificate-files.ts'

const file = (name: string) => new URL(`fixtures/tls/${name}`, import.meta.url).pathname
const none = { ca: undefined, cert: undefined, key: undefined }

it('reads what is named', () => {
  expect(readCertificateFiles(none)).toEqual({})
  const read = readCertificateFiles({ ca: file('authority.crt'), cert: file('server.crt'), key: file('server.key') })
  expect(Object.keys(read)).toEqual(['ca', 'cert', 'key'])
})

it.each([
  [{ ca: '/nowhere/ca.pem' }, /^names a file that cannot be read: ENOENT/],
  [{ ca: file('server.key') }, /^names a file that has no certificate in PEM, .*server\.key$/],
  [{ ca: import.meta.filename }, /^names a file that has no certificate in PEM/],
  [{ cert: file('server.crt') }, /^names a certificate of the client without its key/],
  [{ key: file('server.key') }, /a key without its certificate$/],
  [{ cert: file('server.crt'), key: file('elsewhere.key') }, /cannot be used together.*: key values mismatch$/],
])('says what is wrong with files: %j', (files, said) => {
  expect(() => readCertificateFiles({ ...none, ...files })).toThrow(said)
})
