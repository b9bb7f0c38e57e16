import { aclRules } from './bus/redis/acl-rules.ts'
import { readConfig } from './config.ts'
import { runCommand } from './store/commands/run-command.ts'

/** Prints how Redis is told of a user that can do what this installation does, and no more. */
await runCommand(async ({ database }) => {
  const { redisPrefix } = readConfig(process.env)
  const rules = aclRules(`${redisPrefix}${await database.installation.read()}:`)
  console.log(`ACL SETUSER touchline reset on >PASSWORD ${rules}`)
})
