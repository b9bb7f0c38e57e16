import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { cached } from './cache.ts'
import { firstAvailable } from './first-available.ts'

const run = promisify(execFile)

/** Has the schemas of all versions of Kubernetes that anybody runs; published by whoever makes `kubernetes-validate`. */
const PACKAGE = 'kubernetes-validate'
const VERSION = '1.37.0'
const SCHEMAS = 'kubernetes_validate/kubernetes-json-schema'
const STRICT = /^v1\.(\d+)\.0-local-strict$/

export interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
}

/** What one version of Kubernetes takes. Fields that it does not know are errors. */
export interface KubernetesVersion {
  readonly version: string
  /** @returns what is wrong, each with its place; a kind that this version lacks is wrong, too */
  check(object: KubernetesObject): Promise<readonly string[]>
}

/** The oldest and the newest version that there is a schema of. @throws if the schemas are not here and cannot be had */
export async function kubernetesVersions(): Promise<{ oldest: KubernetesVersion; newest: KubernetesVersion }> {
  const folder = join(await findPackage(), SCHEMAS)
  const minors = (await readdir(folder)).flatMap((name) => STRICT.exec(name)?.[1] ?? []).map(Number)
  const open = (minor: number) => ({
    version: `1.${minor}`,
    check: checkBy(join(folder, `v1.${minor}.0-local-strict`)),
  })
  return { oldest: open(Math.min(...minors)), newest: open(Math.max(...minors)) }
}

function checkBy(folder: string): KubernetesVersion['check'] {
  const known = new Map<string, Promise<ValidateFunction>>()
  // Its formats are those of Go (int32), not of JSON Schema.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false, allErrors: true })
  const shared = readJson(join(folder, '_definitions.json')).then((all) => ajv.addSchema(all, '/api/_definitions.json'))
  const compile = async (name: string) => {
    await shared
    return ajv.compile(await readJson(join(folder, name)))
  }
  return async (object) => {
    const { apiVersion, kind } = object
    // `networking.k8s.io/v1` is kept as `networking-v1`.
    const name = `${kind.toLowerCase()}-${apiVersion.replace(/^([^./]*)(?:\.[^/]*)?\//, '$1-')}.json`
    const compiled = known.get(name) ?? compile(name)
    known.set(name, compiled)
    const validate = await compiled
    if (validate(object)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${kind}${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}

async function readJson(path: string): Promise<object> {
  return JSON.parse(await readFile(path, 'utf8')) as object
}

function findPackage(): Promise<string> {
  return firstAvailable('schemas of Kubernetes', 'Install Python and pip.', [
    {
      name: 'installed',
      get: async () => {
        const find = `import ${PACKAGE.replace('-', '_')} as p, os; print(os.path.dirname(os.path.dirname(p.__file__)))`
        return (await run('python3', ['-c', find])).stdout.trim()
      },
    },
    {
      name: 'pip',
      get: () =>
        cached(`${PACKAGE}-${VERSION}`, async (target) => {
          const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--target', target]
          await run('python3', ['-m', 'pip', 'install', ...options, `${PACKAGE}==${VERSION}`], { timeout: 180_000 })
        }),
    },
  ])
}
