import type { Ajv2020, AnySchemaObject, ErrorObject } from 'ajv/dist/2020.js'
import { quickAjv } from '../../support/schemas/quick-ajv.ts'

/** As much of an OpenAPI document as the tests look at. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}

type Content = Readonly<Record<string, { readonly schema: object }>>

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly requestType?: string | undefined
  readonly requestBody?: unknown
  readonly status: number
  readonly responseType: string
  readonly responseBody: unknown
}

const DOCUMENT = 'openapi.json'

/** Holds real traffic against the document that describes it. */
export interface OpenApiCheck {
  /** What the document and the exchange disagree about, in words; undefined for a route it does not describe. */
  faults(exchange: Exchange): string[] | undefined
}

export function createOpenApiCheck(document: OpenApiDocument): OpenApiCheck {
  const ajv = quickAjv({ allErrors: true })
  chooseByDiscriminator(ajv)
  ajv.addSchema({ ...withoutChoices(document), $id: DOCUMENT } as AnySchemaObject)
  const routes = Object.entries(document.paths).map(([template, operations]) => ({
    template,
    operations,
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
  }))

  const faultsOf = (keys: readonly string[], value: unknown): string[] => {
    const pointer = keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
    const validate = ajv.getSchema(`${DOCUMENT}#/${pointer}`)
    if (validate === undefined) return [`the document has no ${pointer}`]
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
  }

  return {
    faults({ method, path, requestType, requestBody, status, responseType, responseBody }: Exchange) {
      const pathname = path.split('?')[0] ?? ''
      const route = routes.find(({ pattern }) => pattern.test(pathname))
      const verb = method.toLowerCase()
      const operation = route?.operations[verb]
      if (route === undefined || operation === undefined) return undefined
      const at = ['paths', route.template, verb]
      const faults: string[] = []
      const described = [String(status), `${String(status)[0]}XX`].find((code) => code in operation.responses)
      if (described === undefined) return [`${operation.operationId} does not say that it answers ${status}`]
      if (status !== 304) {
        if (operation.responses[described]?.content?.[responseType] === undefined) {
          return [`${operation.operationId} does not say that ${status} is ${responseType}`]
        }
        const keys = [...at, 'responses', described, 'content', responseType, 'schema']
        faults.push(...faultsOf(keys, responseBody).map((fault) => `response ${fault}`))
      }
      if (status < 300 && requestType !== undefined) {
        const keys = [...at, 'requestBody', 'content', requestType, 'schema']
        faults.push(...faultsOf(keys, requestBody).map((fault) => `request ${fault}`))
      }
      return faults
    },
  }
}

interface Choice {
  readonly propertyName: string
  readonly mapping: Readonly<Record<string, string>>
  /** Where the value is none of the mapping. */
  readonly other?: string | undefined
}

/**
 * Ajv would compile all events of all sports, and try each of them. Here the discriminator chooses, and what is never chosen is never
 * compiled. A test of its own holds that `oneOf` chooses the same.
 */
function chooseByDiscriminator(ajv: Ajv2020): void {
  const keyword = 'discriminator'
  const validate = Object.assign(
    ({ propertyName, mapping, other }: Choice, value: object): boolean => {
      const said = String((value as Record<string, unknown>)[propertyName])
      const chosen = Object.hasOwn(mapping, said) ? mapping[said] : other
      const schema = chosen === undefined ? undefined : ajv.getSchema(`${DOCUMENT}${chosen}`)
      const isValid = schema?.(value) === true
      validate.errors = isValid ? [] : [...(schema?.errors ?? [])]
      return isValid
    },
    { errors: [] as ErrorObject[] },
  )
  ajv.addKeyword({ keyword, type: 'object', schemaType: 'object', errors: 'full', validate })
}

function withoutChoices(document: OpenApiDocument): OpenApiDocument {
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => [name, withoutChoice(schema)])
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(schemas) } }
}

function withoutChoice(schema: object): object {
  const { oneOf, discriminator, ...rest } = schema as {
    readonly oneOf?: readonly { readonly $ref: string }[]
    readonly discriminator?: Choice
  }
  if (oneOf === undefined || discriminator?.mapping === undefined) return schema
  const mapped = new Set(Object.values(discriminator.mapping))
  const other = oneOf.map(({ $ref }) => $ref).find((ref) => !mapped.has(ref))
  return { ...rest, type: 'object', discriminator: { ...discriminator, other } }
}
