import { runCommand } from './run-command.ts'

await runCommand(async ({ database, migrations }) => {
  for (const name of migrations) console.log(`ran ${name}`)
  const where = database.kind === 'sqlite' ? 'embedded database' : 'database'
  console.log(migrations.length === 0 ? `the ${where} is up to date` : `the ${where} is up to date now`)
})
