import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { root } from './manifest.ts'

const run = promisify(execFile)
const TSC = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root))

/** Compiles what the `tsconfig.json` of a package names into a folder, in one thread: more would each check what they share. @throws if it does not compile */
export async function compile(name: string, out: URL): Promise<void> {
  await run(process.execPath, [TSC, '--singleThreaded', '-p', `packages/${name}`, '--outDir', fileURLToPath(out)], {
    cwd: root,
  })
}
