import { setTimeout as pause } from 'node:timers/promises'
import type { LocalServer } from '../../support/local-server.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { Link, LinkMode } from '../world/link.ts'
import type { Replica } from '../world/replica.ts'
import type { World } from '../world/world.ts'
import { FAULTS_OF_CLOCKS } from './clocks.ts'
import { type Fault, nothing, type Plan } from './fault.ts'
import { FAULTS_OF_HISTORIES } from './histories.ts'
import { SWITCH_OF_SOURCES } from './sources.ts'

const ROLLING_PAUSE_MS = 300
const READY_MS = 20_000
/** One way, for each piece that is sent. */
const SLOWEST_MS = 400

/** Every kind that can happen to this world. A run draws them like cards, so that all come before any comes again. */
export function faultsOf({ gateways, broker }: World): readonly Fault[] {
  const hasRedisLinks = gateways.every(({ links }) => links.redis !== undefined)
  return [
    ...faultsOfReplicas('gateways'),
    ...faultsOfReplicas('ingests'),
    ...faultsOfLinks('postgres'),
    ...(hasRedisLinks ? faultsOfLinks('redis') : []),
    ...(broker.nodeLinks.length > 0 ? FAULTS_OF_NODE_LINKS : []),
    { name: 'rolling restart of the gateways', plan: rollingRestart },
    { name: 'kill -9 Redis', plan: ({ broker }, random) => crashed(random.pick(broker.nodes), 'redis') },
    { name: 'SIGSTOP Redis', plan: ({ broker }, random) => frozen(random.pick(broker.nodes), 'redis') },
    { name: 'FLUSHALL', plan: (world) => commanded(world, 'FLUSHALL') },
    { name: 'CLIENT KILL TYPE pubsub', plan: (world) => commanded(world, 'CLIENT', 'KILL', 'TYPE', 'pubsub') },
    { name: 'CLIENT KILL TYPE normal', plan: (world) => commanded(world, 'CLIENT', 'KILL', 'TYPE', 'normal') },
    { name: 'kill -9 Postgres', plan: ({ postgres }) => crashed(postgres, 'postgres') },
    { name: 'SIGSTOP Postgres', plan: ({ postgres }) => frozen(postgres, 'postgres') },
    { name: 'kill -9 HAProxy', plan: ({ balancer }) => crashed(balancer, 'balancer') },
    { name: 'reload of HAProxy', plan: reloadBalancer },
    ...FAULTS_OF_HISTORIES,
    ...FAULTS_OF_CLOCKS,
    SWITCH_OF_SOURCES,
  ]
}

type Group = 'gateways' | 'ingests'
type Backend = 'redis' | 'postgres'

function faultsOfReplicas(group: Group): Fault[] {
  return [
    { name: `kill -9 one of the ${group}`, plan: (world, random) => restarted(random.pick(world[group]), 'SIGKILL') },
    {
      name: `SIGTERM to one of the ${group}`,
      plan: (world, random) => restarted(random.pick(world[group]), 'SIGTERM'),
    },
    { name: `SIGSTOP one of the ${group}`, plan: (world, random) => stopped(random.pick(world[group])) },
  ]
}

function faultsOfLinks(backend: Backend): Fault[] {
  return [
    ...(['gateways', 'ingests'] as const).flatMap((group): Fault[] => [
      { name: `connections of one of the ${group} to ${backend} cut`, plan: linkFault(group, backend, 'cut') },
      { name: `connections of one of the ${group} to ${backend} silent`, plan: linkFault(group, backend, 'silent') },
      { name: `connections of one of the ${group} to ${backend} slow`, plan: linkFault(group, backend, 'slow') },
    ]),
    { name: `${backend} out of reach for all`, plan: (world) => linksOfAll(world, backend) },
  ]
}

const FAULTS_OF_NODE_LINKS: readonly Fault[] = [
  ...(['cut', 'silent', 'slow'] as const).map((how): Fault => {
    return { name: `connections of all to a Redis master ${how}`, plan: masterLinkFault(how) }
  }),
  { name: 'all Redis nodes out of reach for all', plan: ({ broker }) => allNodeLinks(broker.nodeLinks) },
]

function restarted(replica: Replica, signal: NodeJS.Signals): Plan {
  let gone: Promise<void> | undefined
  return {
    targets: [replica.name],
    // Not awaited: a graceful end takes its time.
    async inject() {
      gone = replica.kill(signal)
    },
    async heal() {
      await gone
      await replica.start()
    },
  }
}

function stopped(replica: Replica): Plan {
  return {
    targets: [replica.name],
    inject: () => replica.kill('SIGSTOP'),
    heal: () => replica.kill('SIGCONT'),
  }
}

function crashed(server: LocalServer, name: string): Plan {
  return { targets: [name], inject: () => server.kill('SIGKILL'), heal: () => server.restart() }
}

function frozen(server: LocalServer, name: string): Plan {
  return { targets: [name], inject: () => server.kill('SIGSTOP'), heal: () => server.kill('SIGCONT') }
}

function commanded(world: World, command: string, ...args: string[]): Plan {
  const inject = async () => void (await world.broker.command(command, ...args))
  return { targets: ['redis'], inject, heal: nothing }
}

type How = 'cut' | 'silent' | 'slow'

function linkFault(group: Group, backend: Backend, how: How): Fault['plan'] {
  return (world, random) => {
    const { name, links } = random.pick(world[group])
    return { targets: [name], ...spoiled(links[backend] as Link, drawLatency(random), how) }
  }
}

function drawLatency(random: SeededRandom): number {
  return SLOWEST_MS / 8 + random.int(SLOWEST_MS)
}

function spoiled(link: Link, latencyMs: number, how: How): Pick<Plan, 'inject' | 'heal'> {
  return {
    async inject() {
      if (how === 'slow') link.latencyMs = latencyMs
      else link.mode = how
    },
    async heal() {
      link.latencyMs = 0
      link.mode = 'open'
    },
  }
}

/** Who is a master is known when it happens. */
function masterLinkFault(how: How): Fault['plan'] {
  return ({ broker }, random) => {
    const choice = random.int(broker.nodeLinks.length)
    const latencyMs = drawLatency(random)
    let fault: Pick<Plan, 'inject' | 'heal'> | undefined
    return {
      targets: ['redis'],
      async inject() {
        const masters = await broker.findMasterLinks()
        fault = spoiled(masters[choice % masters.length] ?? (broker.nodeLinks[choice] as Link), latencyMs, how)
        await fault.inject()
      },
      async heal() {
        await fault?.heal()
      },
    }
  }
}

function linksOfAll({ gateways, ingests }: World, backend: Backend): Plan {
  const replicas = [...gateways, ...ingests]
  const setAll = async (mode: LinkMode) => {
    for (const { links } of replicas) (links[backend] as Link).mode = mode
  }
  return {
    targets: [backend, ...replicas.map(({ name }) => name)],
    inject: () => setAll('silent'),
    heal: () => setAll('open'),
  }
}

function allNodeLinks(links: readonly Link[]): Plan {
  const setAll = async (mode: LinkMode) => {
    for (const link of links) link.mode = mode
  }
  return { targets: ['redis'], inject: () => setAll('silent'), heal: () => setAll('open') }
}

/** A deploy: one after another, the next when the last is ready. */
function rollingRestart({ gateways }: Pick<World, 'gateways'>): Plan {
  let restarts: Promise<void> | undefined
  const restartAll = async () => {
    for (const gateway of gateways) {
      await gateway.kill('SIGTERM')
      await gateway.start()
      const deadlineAt = Date.now() + READY_MS
      while (!(await gateway.isReady()) && Date.now() < deadlineAt) await pause(ROLLING_PAUSE_MS)
    }
  }
  return {
    targets: gateways.map(({ name }) => name),
    // Not awaited: none starts while another fault keeps its backend away, and that is healed together with this.
    async inject() {
      restarts = restartAll()
    },
    heal: async () => restarts,
  }
}

function reloadBalancer({ balancer }: World): Plan {
  return {
    targets: ['balancer'],
    async inject() {
      process.kill(balancer.pid, 'SIGUSR2')
    },
    heal: nothing,
  }
}
