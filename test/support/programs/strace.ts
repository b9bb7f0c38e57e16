import { join } from 'node:path'
import { unpackDebianPackage } from './debian-package.ts'
import { findOnPath } from './find-on-path.ts'
import { firstAvailable } from './first-available.ts'

/**
 * How a shell starts a program under strace, which watches system calls, makes them fail or delays them. Needs no rights,
 * because a parent may trace its child.
 *
 * @param options of strace, such as `-e inject=fsync:error=EIO:when=3..5`
 */
export async function straced(...options: readonly string[]): Promise<string> {
  const { path, libraries } = await program()
  const quoted = ['-D', '-f', '-qq', '--seccomp-bpf', ...options].map((option) => `'${option}'`).join(' ')
  // Only strace itself needs these libraries.
  return `exec env LD_LIBRARY_PATH='${libraries}' '${path}' -E LD_LIBRARY_PATH ${quoted}`
}

function program(): Promise<{ readonly path: string; readonly libraries: string }> {
  return firstAvailable('strace', 'Install strace.', [
    { name: 'PATH', get: async () => ({ path: findOnPath('strace'), libraries: '' }) },
    {
      name: 'Debian package',
      async get() {
        const { root, env } = await unpackDebianPackage('strace')
        return { path: join(root, 'usr/bin/strace'), libraries: env.LD_LIBRARY_PATH }
      },
    },
  ])
}
