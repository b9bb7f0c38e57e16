import { aclRules } from './bus/redis/acl-rules.ts'
import { readConfig } from './config.ts'
import { print } from './store/commands/print.ts'
import { runCommand } from './store/commands/run-command.ts'

/** Prints how Redis is told of a user that can do what this installation does, and no more. */
await runCommand(async ({ database }) => {
  const { redisPrefix } = readConfig(process.env)
  const rules = aclRules(`${redisPrefix}${await database.installation.read()}:`)
  await print(`ACL SETUSER touchline reset on >PASSWORD ${rules}\n`)
})
