import { buildClient } from './client/build.ts'
import { root } from './manifest.ts'

/** `npm run build`: makes the packages that are published, in `dist`. */
await buildClient(new URL('dist/client/', root))
process.stdout.write('dist/client\n')
