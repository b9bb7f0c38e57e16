import { buildClient } from './client/build.ts'

/** `npm run build`: makes the packages that are published, in `dist`. */
await buildClient()
process.stdout.write('dist/client\n')
