import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void

/**
 * Gives back what loading the modules took. V8 grows its space for young objects while they load, from 1 MB to 32, and a server that is
 * never quite idle would keep it for good. It grows again where load asks for it, which a smaller bound (`--max-semi-space-size`) forbids.
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc')
  // Only a context that is made after the flag has the function.
  const collect = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', flavor: 'last-resort' })
}
