import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'
import { type LocalServer, startLocalServer } from '../local-server.ts'
import { spawnReady } from '../process.ts'
import { prometheusPrograms } from '../programs/promtool.ts'

/** Starts a Prometheus that scrapes these addresses, by the name of their job, each second. */
export async function startPrometheus(jobs: Readonly<Record<string, string>>): Promise<LocalServer> {
  const { path, env } = await prometheusPrograms()
  const directory = await mkdtemp(join(tmpdir(), 'touchline-prometheus-'))
  const port = await freePort()
  const file = join(directory, 'prometheus.yml')
  const scrapes = Object.entries(jobs).map(([name, url]) => ({
    job_name: name,
    static_configs: [{ targets: [new URL(url).host] }],
  }))
  // JSON is YAML.
  await writeFile(file, JSON.stringify({ global: { scrape_interval: '1s' }, scrape_configs: scrapes }))
  const files = [`--config.file=${file}`, `--storage.tsdb.path=${join(directory, 'data')}`]
  // Else what it has found five seconds after its start may wait for five more.
  const flags = [...files, '--scrape.discovery-reload-interval=100ms']
  return startLocalServer({
    url: `http://127.0.0.1:${port}`,
    port,
    directory,
    start: () =>
      spawnReady(path('prometheus'), [...flags, `--web.listen-address=127.0.0.1:${port}`], {
        ready: /Server is ready to receive web requests/,
        env,
        scratch: directory,
      }),
  })
}
