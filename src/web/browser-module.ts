import { stripTypeScriptTypes } from 'node:module'

/** `from './x.ts'`, `import './x.ts'`, `import('./x.ts')`: the imports that are left once types are gone. */
const RELATIVE_IMPORT = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+)\.ts\2/g

/**
 * The JavaScript of a TypeScript module, for a browser. Types become blanks, so that lines and columns stay where they
 * are in the source and a stack trace needs no source map.
 *
 * @throws {SyntaxError} when the module uses syntax that cannot be erased
 */
export function toBrowserModule(source: string): string {
  return stripTypeScriptTypes(source, { mode: 'strip' })
    .replace(RELATIVE_IMPORT, '$1$2$3.js$2')
    .replace(/[ \t]+$/gm, '')
}
