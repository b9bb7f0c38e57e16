import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { builtPages } from '../../src/web/build/built-pages.ts'
import { awayPage } from '../../src/web/plain-page.ts'
import { words } from '../../src/web/words.ts'

it('asks again every five seconds while nothing can be read, without a script, in the frames of other sites, too', async () => {
  const app = Fastify()
  onTestFinished(() => app.close())
  const away = awayPage(await builtPages(), { base: '', site: 'Scores' })
  app.get('/', (_request, reply) => away(reply))
  const { statusCode, headers, body } = await app.inject('/')

  expect(statusCode).toBe(503)
  expect(headers).toMatchObject({ 'retry-after': '5', refresh: '5', 'cache-control': 'no-store' })
  expect(headers['content-security-policy']).toContain('frame-ancestors *')
  expect(body).toContain(words.noScoresNow)
})
