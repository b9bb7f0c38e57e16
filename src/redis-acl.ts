import { aclRules, SENTINEL_RULES } from './bus/redis/acl-rules.ts'
import { parseRedisUrl } from './bus/redis/redis-url.ts'
import { readConfig } from './config.ts'
import { print } from './store/commands/print.ts'
import { runCommand } from './store/commands/run-command.ts'

/** Prints how Redis is told of a user that can do what this installation does, and no more. */
await runCommand(async ({ database }) => {
  const { redisPrefix, redisUrl } = readConfig(process.env)
  const rules = aclRules(`${redisPrefix}${await database.installation.read()}:`)
  await print(`ACL SETUSER touchline reset on >PASSWORD ${rules}\n`)
  if (redisUrl === undefined || parseRedisUrl(redisUrl).kind !== 'sentinel') return
  // Not to stdout: what is printed there goes into the settings of servers, and a server would refuse this line.
  console.error(`a user of the sentinels needs: ACL SETUSER touchline reset on >PASSWORD ${SENTINEL_RULES}`)
})
