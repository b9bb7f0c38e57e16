import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { contentHash } from '../content-hash.ts'
import { type Asset, toAsset } from './build/asset.ts'

/** The operator's own logo, as browsers get it. */
export interface Logo {
  /** Named by its content: `logo-8F3A….svg`. */
  readonly name: string
  readonly asset: Asset
}

/** @throws if there is no such file: the pages would be without a face */
export async function readLogo(path: string): Promise<Logo> {
  const body = await readFile(path)
  return { name: `logo-${contentHash(body)}${extname(path)}`, asset: await toAsset(path, body) }
}
