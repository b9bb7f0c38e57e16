import { expect, it } from 'vitest'
import { parsePostgresUrl } from '../../../../src/store/postgres/connection/postgres-url.ts'

it('reads user, password, hosts and database, whatever characters are in them', () => {
  expect(parsePostgresUrl('postgres://me:a%40b%2Fc:d@one:5433,[::1],three/scores%20db')).toMatchObject({
    user: 'me',
    password: 'a@b/c:d',
    hosts: [
      { host: 'one', port: 5433 },
      { host: '::1', port: 5432 },
      { host: 'three', port: 5432 },
    ],
    database: 'scores db',
    wantsPrimary: true,
    sslMode: 'prefer',
  })
  expect(parsePostgresUrl('postgresql://db')).toMatchObject({
    hosts: [{ host: 'db', port: 5432 }],
    wantsPrimary: false,
  })
})

it('reads the folder of a socket, in either place', () => {
  const socket = { hosts: [{ host: '/var/run/postgresql', port: 5432 }], database: 'scores' }
  expect(parsePostgresUrl('postgres://me@%2Fvar%2Frun%2Fpostgresql/scores')).toMatchObject(socket)
  expect(parsePostgresUrl('postgres:///scores?host=/var/run/postgresql&user=me')).toMatchObject({
    ...socket,
    user: 'me',
  })
  // As libpq has it: the port stands behind the folder, which may have a colon of its own.
  expect(parsePostgresUrl('postgres://me@%2Frun%2Fpg%3Aold:5433,db/scores').hosts).toEqual([
    { host: '/run/pg:old', port: 5433 },
    { host: 'db', port: 5432 },
  ])
  expect(parsePostgresUrl('postgres:///scores?host=/run/100%').hosts).toEqual([{ host: '/run/100%', port: 5432 }])
})

it('reads what stands in parameters: an empty one is none, and a port counts for the hosts that have none', () => {
  expect(
    parsePostgresUrl('postgres://me:secret@/x?user=&password=&dbname=scores&application_name=a&options=-c%20b'),
  ).toMatchObject({
    hosts: [{ host: 'localhost', port: 5432 }],
    user: 'me',
    password: 'secret',
    database: 'scores',
    applicationName: 'a',
    options: '-c b',
  })
  expect(parsePostgresUrl('postgres://a/x?password=a+b%20c').password).toBe('a+b c')
  const portsOf = (url: string) => parsePostgresUrl(url).hosts.map(({ port }) => port)
  expect(portsOf('postgres:///x?host=a,b&port=1,65535')).toEqual([1, 65_535])
  expect(portsOf('postgres://a:7000,b,c/x?port=6000')).toEqual([7_000, 6_000, 6_000])
})

it('takes ssl=true, as some drivers write it, for verify-full, and believes sslmode first', () => {
  const modeOf = (search: string) => parsePostgresUrl(`postgres://a/x?${search}`).sslMode
  expect(['ssl=true', 'ssl=1', 'ssl=0', 'ssl=true&sslmode=require'].map(modeOf)).toEqual([
    'verify-full',
    'verify-full',
    'prefer',
    'require',
  ])
})

it('takes any public authority for verify-full alone, as libpq does: everybody has a certificate of one', () => {
  const modeOf = (search: string) => parsePostgresUrl(`postgres://a/x?sslrootcert=system${search}`).sslMode
  expect(['', '&sslmode=verify-full', '&ssl=true'].map(modeOf)).toEqual(Array(3).fill('verify-full'))
  for (const mode of ['disable', 'prefer', 'require', 'verify-ca'])
    expect(() => modeOf(`&sslmode=${mode}`), mode).toThrow('has sslrootcert=system, which needs sslmode=verify-full')
})

it('asks for a server that takes writes, where there are several or it is told to', () => {
  expect(parsePostgresUrl('postgres://a,b/x?target_session_attrs=any').wantsPrimary).toBe(false)
  for (const target of ['read-write', 'primary'])
    expect(parsePostgresUrl(`postgres://a/x?target_session_attrs=${target}`).wantsPrimary, target).toBe(true)
})

it('takes the parameters that hosted databases hand out', () => {
  const url = 'postgres://a/x?sslmode=require&channel_binding=require&pgbouncer=true&connect_timeout=10&keepalives=1'
  expect(parsePostgresUrl(url)).toMatchObject({ sslMode: 'require', hasChannelBinding: true })
  for (const url of ['postgres://a/x', 'postgres://a/x?channel_binding=disable'])
    expect(parsePostgresUrl(url).hasChannelBinding, url).toBe(false)
})

it.each([
  ['mysql://x', 'must look like postgres://'],
  ['postgres://me:geheim@a:0/x', 'has a port that is not between 1 and 65535, 0'],
  ['postgres://me:geheim@a:65536/x', 'has a port that is not between 1 and 65535, 65536'],
  ['postgres://me:geheim@a/x?port=any', 'has a port that is not between 1 and 65535, any'],
  ['postgres://me:geheim@a:b:c/x', 'names a host that cannot be read'],
  ['postgres://me:geheim@a/x?sslmod=verify-full', 'has an unknown parameter, sslmod'],
  ['postgres://me:geheim@a/x?sslmode=verify', 'has an sslmode that is none of disable, allow'],
  ['postgres://me:geheim@a/x?ssl=treu', 'has an ssl that is neither true nor false'],
  ['postgres://me:geheim@a/x?target_session_attrs=standby', 'has a target_session_attrs that is none of'],
  ['postgres://me:geh%eim@a/x', 'has a % that is no escape'],
])('refuses %s and says why, without the password', (url, why) => {
  expect(() => parsePostgresUrl(url)).toThrow(why)
  expect(() => parsePostgresUrl(url)).not.toThrow(/geheim/)
})
