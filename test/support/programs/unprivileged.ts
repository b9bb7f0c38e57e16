import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)
const nobody = 65_534

/** The user for programs that refuse to run as root: `nobody` if we are root, else the current user. */
export function unprivileged(): { uid: number; gid: number } | { uid?: never; gid?: never } {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
}

/** A folder for temporary files that the `unprivileged` user can enter. TMPDIR may lie in root's home. */
export async function openTemporaryRoot(): Promise<string> {
  for (const directory of [tmpdir(), '/tmp', '/var/tmp']) {
    const canEnter = run('test', ['-x', directory], unprivileged())
    if (await canEnter.then(() => true).catch(() => false)) return directory
  }
  throw new Error('no temporary folder that an unprivileged user can enter')
}
