import { expect, it } from 'vitest'
import { isAskedHere, isInnerHost } from '../../../src/http/requests/inner-host.ts'

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

it('takes for this machine who asks from it by a name of its own, without a proxy between', () => {
  for (const address of ['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1']) {
    expect(isAskedHere({ host: 'localhost:8080' }, address)).toBe(true)
  }
  expect(isAskedHere({}, '127.0.0.1')).toBe(true)
  for (const address of ['10.0.0.7', '::ffff:10.0.0.7', '1.127.0.0', '2001:db8::1', undefined]) {
    expect([address, isAskedHere({ host: 'localhost:8080' }, address)]).toEqual([address, false])
  }
  expect(isAskedHere({ host: 'scores.example' }, '127.0.0.1')).toBe(false)
  for (const name of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']) {
    expect([name, isAskedHere({ host: 'localhost', [name]: '' }, '127.0.0.1')]).toEqual([name, false])
  }
})
