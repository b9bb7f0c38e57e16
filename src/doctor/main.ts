import { ConfigError, readConfig } from '../config.ts'
import { VERSION } from '../version.ts'
import { checkDatabase } from './check-database.ts'
import { checkRedis } from './check-redis.ts'
import { checkSettings } from './check-settings.ts'
import { checkTokens } from './check-tokens.ts'
import { checkTraces } from './check-traces.ts'
import { type Finding, textOf } from './finding.ts'
import { judgeClocks } from './judge-clocks.ts'

const EXIT_CONFIG = 2

/** Looks at what the environment configures, changes nothing, and says what to change. Exit code 0: it will run; 1: not; 2: a setting is wrong. */
async function main(): Promise<void> {
  console.log(`Touchline ${VERSION}, Node ${process.versions.node}`)
  const config = readConfig(process.env)
  const database = await checkDatabase(config)
  const redis = await checkRedis(config, database.installation)
  const clocks = [database.clock, redis.clock].filter((clock) => clock !== undefined)
  const findings: readonly Finding[] = [
    ...checkSettings(config),
    ...database.findings,
    ...redis.findings,
    ...(await checkTokens(config)),
    ...(await checkTraces(config)),
    ...judgeClocks(clocks),
  ]
  for (const finding of findings) console.log(textOf(finding))
  if (findings.some(({ kind }) => kind === 'failed')) process.exitCode = 1
}

main().catch((error: unknown) => {
  // A bug shows its stack; what the error carries along may have passwords in it.
  if (!(error instanceof Error)) throw error
  const isSetting = error instanceof ConfigError
  console.error(isSetting ? error.message : error.stack)
  process.exitCode = isSetting ? EXIT_CONFIG : 1
})
