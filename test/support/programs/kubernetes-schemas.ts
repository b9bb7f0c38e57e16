import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** Strict schemas of the kinds that our files have, by version: `test/fixtures/kubernetes/take.ts` says where from. */
const FOLDER = 'test/fixtures/kubernetes'
const FILE = /^1\.(\d+)\.json$/

export interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
}

/** What one version of Kubernetes takes. Fields that it does not know are errors. */
export interface KubernetesVersion {
  readonly version: string
  /** @returns what is wrong, each with its place; a kind that there is no schema of is wrong, too */
  check(object: KubernetesObject): readonly string[]
}

interface Schemas {
  readonly $defs: object
  readonly kinds: Readonly<Record<string, object>>
}

/** The oldest and the newest version that there are schemas of. */
export async function kubernetesVersions(): Promise<{ oldest: KubernetesVersion; newest: KubernetesVersion }> {
  const minors = (await readdir(FOLDER)).flatMap((name) => FILE.exec(name)?.[1] ?? []).map(Number)
  const open = async (minor: number) => {
    const text = await readFile(join(FOLDER, `1.${minor}.json`), 'utf8')
    return { version: `1.${minor}`, check: checkBy(JSON.parse(text) as Schemas) }
  }
  return { oldest: await open(Math.min(...minors)), newest: await open(Math.max(...minors)) }
}

function checkBy({ $defs, kinds }: Schemas): KubernetesVersion['check'] {
  // Its formats are those of Go (int32), not of JSON Schema.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false, allErrors: true })
  const compiled = new Map<string, ValidateFunction>()
  return (object) => {
    const { apiVersion, kind } = object
    // `networking.k8s.io/v1` is kept as `networking-v1`.
    const name = `${kind.toLowerCase()}-${apiVersion.replace(/^([^./]*)(?:\.[^/]*)?\//, '$1-')}`
    const schema = kinds[name]
    if (schema === undefined) return [`${kind} of ${apiVersion}: no schema; see ${FOLDER}/take.ts`]
    const validate = compiled.get(name) ?? ajv.compile({ ...schema, $defs })
    compiled.set(name, validate)
    if (validate(object)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${kind}${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}
