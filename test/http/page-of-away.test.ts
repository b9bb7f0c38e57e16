import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { DatabaseUnavailable } from '../../src/errors.ts'
import { createLog } from '../../src/log.ts'
import { plainAnswers } from '../../src/server/plain-answers.ts'

it('[H10] a browser with an address that cannot be decoded is shown the page of nothing, and a program a problem', async () => {
  const { app, nothingHere, ask } = setUp()
  const asked = () =>
    Promise.all([ask('/match/%zz', 'text/html'), ask('/match/%zz', '*/*'), ask('/v1/%zz', 'text/html')])
  const problem = '400 application/problem+json'
  expect(await asked()).toEqual([problem, problem, problem])
  nothingHere.page = (reply) => reply.code(404).type('text/html').send('nothing here')
  expect(await asked()).toEqual(['404 text/html', problem, problem])
  const { headers } = await app.inject({ url: '/match/%zz', headers: { accept: 'text/html' } })
  expect(headers['x-content-type-options']).toBe('nosniff')
  await app.close()
})

it('[H5] while nothing can be read a browser is shown a page, if there is one, and a program a problem', async () => {
  const { app, nothingHere, ask } = setUp()
  for (const path of ['/match/m', '/v1/matches/m']) {
    app.get(path, () => {
      throw new DatabaseUnavailable('it restarts')
    })
  }
  app.get('/bug', () => {
    throw new Error('a bug')
  })
  const asked = () =>
    Promise.all([
      ask('/match/m', 'text/html,*/*'),
      ask('/match/m', '*/*'),
      ask('/v1/matches/m', 'text/html'),
      ask('/bug', 'text/html'),
    ])
  const problem = '503 application/problem+json'
  const bug = '500 application/problem+json'
  expect(await asked()).toEqual([problem, problem, problem, bug])
  nothingHere.pageOfAway = (reply) => reply.code(503).type('text/html').send('later')
  expect(await asked()).toEqual(['503 text/html', problem, problem, bug])
  await app.close()
})

function setUp() {
  const nothingHere: Parameters<typeof plainAnswers>[1] = {}
  const plain = plainAnswers(createLog('silent'), nothingHere)
  const app = Fastify({ ...plain.options, http: plain.http })
  plain.install(app)
  const ask = async (url: string, accept: string) => {
    const { statusCode, headers } = await app.inject({ url, headers: { accept } })
    return `${statusCode} ${headers['content-type']}`
  }
  return { app, nothingHere, ask }
}
