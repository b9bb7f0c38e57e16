import { execFile } from 'node:child_process'

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program until it ends. `env` is added to this process's environment; an empty value unsets a variable. */
export function runCommand(
  command: string,
  args: readonly string[],
  { env = {}, cwd }: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Finished> {
  const merged = Object.entries({ ...process.env, ...env }).filter(([, value]) => value !== '')
  return new Promise((resolve, reject) => {
    execFile(command, args, { env: Object.fromEntries(merged), cwd, timeout: 120_000 }, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr })
      else if (typeof error.code === 'number') resolve({ code: error.code, stdout, stderr })
      else reject(error)
    })
  })
}
