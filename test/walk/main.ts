import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shellBlocks } from './shell-blocks.ts'

/**
 * `npm run walk`: brings up what `docs/one-host.md` describes, by its own words, on a Debian machine of its own, breaks it as that page
 * does while a match is played, and ends with 0 if no viewer missed anything. Some five minutes; needs root, Debian and its packages.
 */
const PAGE = 'docs/one-host.md'
const RELEASE = 'dist/release'
const MACHINE = join(import.meta.dirname, 'machine.sh')
/** Files laid over others cannot be on a file system that is such itself, as /tmp of a container may be. */
const folder = mkdtempSync('/var/tmp/touchline-walk-')

const blocks = shellBlocks(readFileSync(PAGE, 'utf8'))
const packages = blocks.flatMap((block) => /^apt-get install -y (.+)$/m.exec(block)?.[1]?.split(' ') ?? [])

try {
  execFileSync('npm', ['run', '--silent', 'release'], { stdio: 'inherit' })
  execFileSync(MACHINE, ['install', folder, ...packages, 'systemd', 'systemd-sysv', 'dbus'], { stdio: 'inherit' })
  spawn(MACHINE, ['start', folder], { stdio: 'ignore' })
  const isUp = 'systemctl is-system-running --wait 2>&1 | grep -qx -e running -e degraded'
  execFileSync('timeout', [
    '60',
    'bash',
    '-c',
    `until "$0" run "$1" sh -c '${isUp}'; do sleep 0.2; done`,
    MACHINE,
    folder,
  ])
  give('/usr/local/bin', process.execPath)
  for (const file of readdirSync(RELEASE)) give('/root', join(RELEASE, file))
  // What the package lists say has been installed: without a network apt-get finds nothing to do.
  inMachine(['bash', '-x', '-e', '-c', `cd; ${blocks.join('\n')}`], '')
  process.stdout.write('walked to the end\n')
} finally {
  execFileSync(MACHINE, ['end', folder], { stdio: 'inherit' })
}

function inMachine(command: readonly string[], input: string | Buffer): void {
  execFileSync(MACHINE, ['run', folder, ...command], { input, stdio: ['pipe', 'inherit', 'inherit'] })
}

/** Puts a file of this machine into a folder of that one. */
function give(target: string, file: string): void {
  const path = `${target}/${file.replace(/^.*\//, '')}`
  inMachine(['sh', '-c', 'cat > "$0" && chmod 755 "$0"', path], readFileSync(file))
}
