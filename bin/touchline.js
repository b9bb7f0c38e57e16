#!/usr/bin/env node
// Plain JavaScript that an old Node can read, so that it can say what is missing, or start the Node that was installed along.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const { version, engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const [command = 'start', ...rest] = process.argv.slice(2)

const COMMANDS = {
  start: ['main', 'starts the server (also without a command); settings come from the environment'],
  demo: ['replay/demo/demo', 'a server with matches that play by themselves'],
  replay: ['replay/main', 'plays a recorded match into a server'],
  follow: ['replay/follow/main', 'sends a match that somebody else publishes, until it is over'],
  feeds: ['store/commands/feeds', 'makes and revokes keys of feeds'],
  matches: ['store/commands/matches', 'lists, shows, deletes, exports and imports matches'],
  migrate: ['store/commands/migrate', 'brings the database of DATABASE_URL up to date'],
  doctor: ['doctor/main', 'looks at the configuration that the environment has, and says what to change'],
  'redis-acl': ['redis-acl', 'prints the rules that a user of Redis needs for this installation'],
  backup: ['store/commands/backup', 'copies the embedded database while it runs'],
}

/** They take nothing but the environment. */
const WITHOUT_OPTIONS = new Set(['start', 'doctor', 'redis-acl'])

const usage = () =>
  [
    `touchline ${version}: pushes live sports scores`,
    '',
    ...Object.entries(COMMANDS).map(([name, [, about]]) => `  touchline ${name.padEnd(9)} ${about}`),
    '',
    '  touchline COMMAND --help says what it takes',
    '',
    'https://www.npmjs.com/package/touchline',
    '',
  ].join('\n')

function isNewEnough([major, minor]) {
  const [wantedMajor, wantedMinor] = engines.node.replace(/^\D+/, '').split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** The Node that came as an optional dependency, for hosts whose own is too old. */
function installedNode() {
  const { platform, arch } = process
  try {
    return createRequire(import.meta.url).resolve(`node-${platform}-${arch}/bin/node`)
  } catch {
    return undefined
  }
}

function node() {
  if (isNewEnough(process.versions.node.split('.').map(Number))) return process.execPath
  const installed = installedNode()
  if (installed) return installed
  process.stderr.write(`touchline needs Node ${engines.node}; this is ${process.version}\n`)
  process.exit(1)
}

if (command === '--version' || command === '-v') process.stdout.write(`${version}\n`)
else if (command === '--help' || command === '-h' || command === 'help') process.stdout.write(usage())
else if (!Object.hasOwn(COMMANDS, command)) {
  process.stderr.write(`no command ${command}\n\n${usage()}`)
  process.exitCode = 2
} else if (rest.includes('--help') && WITHOUT_OPTIONS.has(command)) {
  process.stdout.write(`touchline ${command}: ${COMMANDS[command][1]}\n`)
} else {
  // The repository and an image have the sources, packages have JavaScript.
  const [compiled, source] = ['js', 'ts'].map((kind) =>
    fileURLToPath(new URL(`../src/${COMMANDS[command][0]}.${kind}`, import.meta.url)),
  )
  const script = existsSync(compiled) ? compiled : source
  const child = spawn(node(), ['--disable-warning=ExperimentalWarning', script, ...rest], { stdio: 'inherit' })
  // A terminal sends Ctrl-C to both; whoever stops a service sends it to this process alone.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGUSR2']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 1
    if (signal) process.kill(process.pid, signal)
  })
}
