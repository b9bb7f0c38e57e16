import { runCommand } from './run-command.ts'

await runCommand({
  whenInUse: 'A server migrates its database by itself when it starts, so there is nothing to do.',
  async run(database, migrations) {
    for (const name of migrations) console.log(`ran ${name}`)
    const where = database.kind === 'pglite' ? 'embedded database' : 'database'
    console.log(migrations.length === 0 ? `the ${where} is up to date` : `the ${where} is up to date now`)
  },
})
