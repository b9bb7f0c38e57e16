import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { DatabaseUnavailable } from '../../src/errors.ts'
import { createLog } from '../../src/log.ts'
import { plainAnswers } from '../../src/server/plain-answers.ts'

it('[H5] while nothing can be read a browser is shown a page, if there is one, and a program a problem', async () => {
  const nothingHere: Parameters<ReturnType<typeof plainAnswers>['install']>[1] = {}
  const plain = plainAnswers(createLog('silent'))
  const app = Fastify({ ...plain.options, http: plain.http })
  plain.install(app, nothingHere)
  for (const path of ['/match/m', '/v1/matches/m']) {
    app.get(path, () => {
      throw new DatabaseUnavailable('it restarts')
    })
  }
  app.get('/bug', () => {
    throw new Error('a bug')
  })
  const ask = async (url: string, accept: string) => {
    const { statusCode, headers } = await app.inject({ url, headers: { accept } })
    return `${statusCode} ${headers['content-type']}`
  }
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
