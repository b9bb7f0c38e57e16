import { builtPages } from '../../../src/web/build/built-pages.ts'

/** Builds the pages that servers of tests send, if they are missing or old. */
export async function setup(): Promise<void> {
  await builtPages()
}
