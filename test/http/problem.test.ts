import { Writable } from 'node:stream'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { DatabaseUnavailable } from '../../src/errors.ts'
import { installProblemHandlers } from '../../src/http/problem.ts'

it.each([
  ['error', new Error('a bug'), 500],
  ['warn', new DatabaseUnavailable('the disk is full'), 503],
])('a line of level %s names the request that the answer names', async (level, error, status) => {
  const lines: string[] = []
  const destination = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) })
  const log: FastifyBaseLogger = pino({ formatters: { level: (label) => ({ level: label }) } }, destination)
  // As the app: no logger of its own for each request.
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger,
  })
  installProblemHandlers(app)
  app.get('/', () => {
    throw error
  })
  const answer = await app.inject('/')
  await app.close()
  expect(answer.statusCode).toBe(status)
  const { requestId } = answer.json() as { requestId: string }
  expect(requestId).toMatch(/./)
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level, reqId: requestId }])
})
