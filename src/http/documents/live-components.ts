import { z } from 'zod'
import { update, viewUpdate } from './live-schemas.ts'

/** The updates of `GET /v1/live` as components of OpenAPI: the log of a match has them, too. */
export function liveComponents(): Readonly<Record<string, object>> {
  const { $schema: _, ...whole } = z.toJSONSchema(update)
  const { $schema: __, ...shown } = z.toJSONSchema(viewUpdate)
  const event = { $ref: '#/components/schemas/Event' }
  return {
    Update: { ...whole, properties: { ...whole.properties, event }, title: 'Update' },
    ScoreUpdate: { ...shown, title: 'ScoreUpdate', description: 'an update in view score' },
  }
}
