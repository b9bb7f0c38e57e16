import { Ajv2020, type Options } from 'ajv/dist/2020.js'

/**
 * Ajv for schemas that are compiled once to look at a few values: made fast to compile, not fast to run. All components of
 * `/openapi.json` compile in a third of the time. It does not look whether a schema is
 * a schema: `openapi.test.ts` does.
 */
export function quickAjv(options: Options = {}): Ajv2020 {
  return new Ajv2020({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
    ...options,
  })
}
