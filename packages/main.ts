import { buildClient } from './client/build.ts'
import { root } from './manifest.ts'
import { buildServer } from './server/build.ts'

/** `npm run build`: makes the packages that are published, in `dist`. */
const PACKAGES = [
  ['dist/client', buildClient],
  ['dist/server', buildServer],
] as const

for (const [path, build] of PACKAGES) {
  await build(new URL(`${path}/`, root))
  process.stdout.write(`${path}\n`)
}
