interface Entry {
  readonly dev?: boolean
  readonly [field: string]: unknown
}

export interface Lock {
  readonly packages: Readonly<Record<string, Entry>>
  readonly [field: string]: unknown
}

/**
 * The lock file of a package that is made of this repository: the same versions and checksums, without what only development needs.
 * (`npm sbom --omit dev` of the repository itself would also leave out what a development tool happens to need too, such as `pg`.)
 *
 * @param manifest of the package: what it depends on
 */
export function productionLock(lock: Lock, manifest: Readonly<Record<string, unknown>>): Lock {
  const { name, version, license, dependencies, optionalDependencies, engines } = manifest
  const wanted = new Set(Object.keys({ ...(dependencies as object), ...(optionalDependencies as object) }))
  const { '': repository, ...entries } = lock.packages
  const unwanted = Object.keys((repository?.['dependencies'] ?? {}) as object).filter((each) => !wanted.has(each))
  const isKept = ([path, entry]: [string, Entry]) =>
    !entry.dev && !unwanted.some((each) => path === `node_modules/${each}` || path.startsWith(`node_modules/@${each}/`))
  return {
    ...lock,
    name,
    version,
    packages: {
      '': { name, version, license, dependencies, optionalDependencies, engines } as Entry,
      ...Object.fromEntries(Object.entries(entries).filter(isKept)),
    },
  }
}
