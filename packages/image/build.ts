import { join } from 'node:path'
import { publishProgram } from '../../src/built/built-program.ts'
import { publishPages } from '../../src/web/build/built-pages.ts'

/** Builds what an image brings along, because it can write nothing and has no bundler: the program as a few files, and its pages. */
export async function buildForImage(out: string): Promise<void> {
  await publishProgram(join(out, 'program'))
  await publishPages(join(out, 'pages'))
}

if (import.meta.main) await buildForImage('dist/image')
