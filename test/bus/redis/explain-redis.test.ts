import { expect, it } from 'vitest'
import { adviseRedis, explainRedisFailure } from '../../../src/bus/redis/explain-redis.ts'

const refusal = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' })
const SCRIPT = ' script: 7ce4d222f4909bf763ba990b91f6687f2780cccc, on @user_script:15.'

it('a server that refuses was reached, and what it says is told without the script that it refused', () => {
  const full = `OOM command not allowed when used memory > 'maxmemory'.`
  expect(explainRedisFailure(refusal(full + SCRIPT))).toBe(`redis refuses: ${full}`)
  expect(explainRedisFailure(refusal('NOPERM this user may not run hset'))).toMatch(
    /^redis refuses: NOPERM .*redis-acl/,
  )
  expect(explainRedisFailure(new Error('Command timed out'))).toBe('redis connection failed: it did not answer in time')
})

it.each([
  ["OOM command not allowed when used memory > 'maxmemory'.", /maxmemory-policy volatile-ttl/],
  ["READONLY You can't write against a read only replica.", /name the primary/],
  ['DENIED it is in protected mode', /requirepass/],
  ['NOPERM this user may not run hset', /redis-acl/],
  ["ERR unknown command 'info', with args beginning with: ", /rename-command/],
  ['it did not answer in time', /slow/],
  ['MOVED 5897 127.0.0.1:6379', /redis\+cluster/],
  ['ERR This instance has cluster support disabled', /no cluster/],
  ['its certificate is not accepted, self-signed certificate in certificate chain', /cacert=FILE/],
  ['nothing listens at 127.0.0.1:6379 (ECONNREFUSED)', /correct REDIS_URL/],
])('advises what helps: %s', (reason, advice) => {
  expect(adviseRedis(`${reason}; there is no connection now`)).toMatch(advice)
})
