import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { unpackDebianPackage } from './debian-package.ts'
import { findOnPath } from './find-on-path.ts'
import { firstAvailable } from './first-available.ts'

export interface PromtoolResult {
  readonly code: number | null
  /** What it printed on either stream. */
  readonly output: string
}

interface Programs {
  path(name: 'promtool' | 'prometheus'): string
  readonly env: Record<string, string>
}

/** Prometheus and its tool: installed, or from the package of Debian or Ubuntu. */
export function prometheusPrograms(): Promise<Programs> {
  return firstAvailable<Programs>('prometheus', 'Install prometheus, which brings promtool.', [
    {
      name: 'PATH',
      async get() {
        findOnPath('promtool')
        return { path: findOnPath, env: {} }
      },
    },
    {
      name: 'Debian package',
      async get() {
        const { root, env } = await unpackDebianPackage('prometheus')
        return { path: (name) => join(root, 'usr/bin', name), env }
      },
    },
  ])
}

/** Runs `promtool` to its end. */
export async function promtool(args: readonly string[], input = ''): Promise<PromtoolResult> {
  const { path, env } = await prometheusPrograms()
  const child = spawn(path('promtool'), args, { env: { ...process.env, ...env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, output }
}
