import { readdir, readFile } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { readConfig } from '../../src/config.ts'
import { VERSION } from '../../src/version.ts'
import {
  type KubernetesObject,
  type KubernetesVersion,
  kubernetesVersions,
} from '../support/programs/kubernetes-schemas.ts'

const FOLDER = 'deploy/kubernetes'
const CUSTOMIZATION = 'kustomization.yaml'

interface Container {
  readonly image: string
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[]
  readonly env: readonly { readonly name: string; readonly value: string }[]
  readonly envFrom: readonly Record<string, { readonly name: string }>[]
  readonly volumeMounts: readonly { readonly name: string }[]
  readonly [probe: string]: unknown
}

interface Deployment extends KubernetesObject {
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly replicas?: number
    readonly template: {
      readonly spec: {
        readonly terminationGracePeriodSeconds: number
        readonly containers: readonly [Container]
      }
    }
  }
}

interface Customization {
  readonly resources: readonly string[]
  readonly images: readonly { readonly name: string; readonly newTag: string }[]
  readonly configMapGenerator: readonly { readonly name: string; readonly literals: readonly string[] }[]
}

async function read(file: string): Promise<readonly unknown[]> {
  return parseAllDocuments(await readFile(`${FOLDER}/${file}`, 'utf8'), { strict: true }).map((document) => {
    expect({ file, errors: document.errors }).toEqual({ file, errors: [] })
    return document.toJS() as unknown
  })
}

let versions: { oldest: KubernetesVersion; newest: KubernetesVersion }
let objects: readonly KubernetesObject[]
let customization: Customization

beforeAll(async () => {
  versions = await kubernetesVersions()
  const files = (await readdir(FOLDER)).filter((file) => file !== CUSTOMIZATION)
  objects = (await Promise.all(files.map(read))).flat() as KubernetesObject[]
  const [first] = await read(CUSTOMIZATION)
  customization = first as Customization
  expect(customization.resources.toSorted()).toEqual(files.toSorted())
})

const deployments = () => objects.filter(({ kind }) => kind === 'Deployment') as unknown as Deployment[]
const containers = () => deployments().map(({ spec }) => spec.template.spec.containers[0])

it('each object is one that an old and the newest version of Kubernetes take, without a field that they do not know', () => {
  const kinds = new Set(objects.map(({ kind }) => kind))
  expect([...kinds].toSorted()).toEqual([
    'Deployment',
    'HorizontalPodAutoscaler',
    'Ingress',
    'NetworkPolicy',
    'PodDisruptionBudget',
    'Service',
  ])
  for (const { version, check } of Object.values(versions)) {
    const wrong = objects.flatMap(check)
    expect({ version, wrong }).toEqual({ version, wrong: [] })
  }
})

it('a field in the wrong place, one misspelt and one of the wrong type are found', () => {
  const { check } = versions.newest
  const [deployment] = deployments()
  const spoilt = (change: (spec: Record<string, unknown>) => void) => {
    const copy = structuredClone(deployment) as unknown as Deployment
    change(copy.spec.template.spec as unknown as Record<string, unknown>)
    return check(copy).join('\n')
  }
  expect(spoilt((spec) => (spec['readOnlyRootFilesystem'] = true))).toContain('readOnlyRootFilesystem')
  expect(spoilt((spec) => (spec['terminationGracePeriodSecond'] = 60))).toContain('terminationGracePeriodSecond')
  expect(spoilt((spec) => (spec['terminationGracePeriodSeconds'] = '60'))).toContain('must be')
})

it('what they name is there: images, settings, ports, volumes', () => {
  const images = new Set(customization.images.map(({ name }) => name))
  const configMaps = customization.configMapGenerator.map(({ name }) => name)
  expect(customization.images.map(({ newTag }) => newTag)).toEqual([VERSION])
  for (const container of containers()) {
    expect(images).toContain(container.image)
    expect(configMaps).toContain(container.envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? [])[0])
    const ports = container.ports.map(({ name }) => name)
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      const { httpGet } = container[probe] as { httpGet: { port: string } }
      expect(ports).toContain(httpGet.port)
    }
  }
})

it('what an autoscaler scales says no number itself: to apply the files again would take its replicas away', () => {
  const scaled = objects
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
    .map((each) => (each as unknown as { spec: { scaleTargetRef: { name: string } } }).spec.scaleTargetRef.name)
  expect(scaled).toEqual(['touchline-gateway'])
  const numbers = deployments().map(({ metadata: { name }, spec }) => [name, spec.replicas])
  expect(new Map(numbers as [string, unknown][])).toEqual(
    new Map<string, unknown>([
      ['touchline-gateway', undefined],
      ['touchline-ingest', 2],
    ]),
  )
})

it('the settings are read as meant, and a pod has longer to end than its viewers take to leave', () => {
  const shared = customization.configMapGenerator.flatMap(({ literals }) => literals.map((pair) => pair.split('=')))
  const secret = { DATABASE_URL: 'postgres://db/scores', REDIS_URL: 'redis://redis', FEED_KEYS: 'desk:desk-key-1234' }
  const image = { HOST: '0.0.0.0', PORT: '8080' }
  for (const { spec } of deployments()) {
    const { containers, terminationGracePeriodSeconds } = spec.template.spec
    const own = containers[0].env.map(({ name, value }) => [name, value])
    const config = readConfig({ ...image, ...secret, ...Object.fromEntries([...shared, ...own]) })
    expect(containers[0].ports).toEqual([
      { name: 'http', containerPort: config.port },
      { name: 'internal', containerPort: config.internal?.port },
    ])
    expect(config.trustedProxies.length).toBeGreaterThan(0)
    // A gateway's drain, five seconds for what closes after it, and the `sleep` before; ingest has no viewers to send away.
    const drainMs = config.role === 'ingest' ? 0 : config.drainMs
    expect(terminationGracePeriodSeconds * 1_000).toBeGreaterThan(drainMs + 5_000 + 3_000)
  }
})
