import { expect, it } from 'vitest'
import { isInnerHost } from '../../src/http/requests/inner-host.ts'

it('takes addresses and names of a network of one’s own for those of this installation', () => {
  const inner = [
    '127.0.0.1:9090',
    '10.0.0.5',
    '[::1]:9090',
    '[fd00::1]',
    'localhost:9090',
    'gateway-1',
    'gw.touchline.svc:9090',
  ]
  const more = ['ops.internal', 'box.local', 'x.localhost', 'a.svc.', 'nas.lan']
  expect([...inner, ...more].filter((host) => !isInnerHost(host))).toEqual([])
})

it('takes no name that anybody could have, nor what is none', () => {
  const foreign = [
    'evil.example:9090',
    'internal.evil.com',
    'localhost.evil.com',
    'x.svc.evil.org',
    '127.0.0.1.nip.io',
    '',
    'a b',
    undefined,
  ]
  expect(foreign.filter((host) => isInnerHost(host))).toEqual([])
})
