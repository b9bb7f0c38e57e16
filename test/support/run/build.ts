import { builtProgram } from '../../../src/built/built-program.ts'
import { builtPages } from '../../../src/web/build/built-pages.ts'

/** Builds the program that tests start, and the pages that it sends, if they are missing or old. */
export async function setup(): Promise<void> {
  await builtProgram()
  await builtPages()
}
