import type { Config } from '../config.ts'
import { explainConnectionFailure } from '../connection-failure.ts'
import type { Finding } from './finding.ts'

/** A server goes on without its collector, and says nothing of it. */
export async function checkTraces({ traces }: Pick<Config, 'traces'>): Promise<Finding[]> {
  if (traces === undefined) return []
  const { tryCollector } = await import('../tracing/open-tracing.ts')
  const error = await tryCollector(traces.endpoint)
  if (error === undefined) return [{ kind: 'ok', subject: 'traces', what: 'the collector takes them' }]
  const what = `the collector does not take them: ${explainConnectionFailure(error)}`
  const change = 'correct OTEL_EXPORTER_OTLP_ENDPOINT (OTLP over HTTP, mostly port 4318), or start the collector'
  return [{ kind: 'warning', subject: 'traces', what, change }]
}
