import { answerHelp } from './answer-help.ts'
import { runCommand } from './run-command.ts'

const RENEW = '--new-installation'
const USAGE = `usage:
  touchline migrate                        run the migrations that are missing
  touchline migrate ${RENEW}  … and give the database a name of its own, because it is a copy of another one that
                                         uses the same Redis; restart its servers afterwards`

answerHelp(USAGE)
const [option, ...rest] = process.argv.slice(2)
const isUnderstood = (option === undefined || option === RENEW) && rest.length === 0

if (!isUnderstood) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  await runCommand(async ({ database, migrations }) => {
    for (const name of migrations) console.log(`ran ${name}`)
    const where = database.kind === 'sqlite' ? 'embedded database' : 'database'
    console.log(migrations.length === 0 ? `the ${where} is up to date` : `the ${where} is up to date now`)
    if (option === RENEW) console.log(`the installation is ${await database.installation.renew()} now`)
  })
}
