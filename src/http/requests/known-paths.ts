import type { FastifyInstance } from 'fastify'

/** What is known of an address that no route answers. */
export interface KnownPaths {
  /** Methods that the path takes, in alphabetical order; none if nothing is there. */
  methodsOf(path: string): readonly string[]
}

/** Remembers which paths there are, with their methods. Call it before the routes are registered. */
export function rememberPaths(app: FastifyInstance): KnownPaths {
  const paths = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    const path = paths.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() }
    paths.set(url, path)
    for (const each of [method].flat()) path.methods.add(each)
  })
  return {
    methodsOf(asked) {
      const found = [...paths.values()].filter(({ pattern }) => pattern.test(asked))
      return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort()
    },
  }
}

/** `/v1/matches/:matchId` and `/assets/*` as a regular expression. */
function patternOf(url: string): RegExp {
  const escaped = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/:[A-Za-z]+/g, '[^/]+').replace('*', '.+')}$`)
}
