import { readFile, writeFile } from 'node:fs/promises'

export const root = new URL('../', import.meta.url)

/** Writes the `package.json` of a package: its own, with the version of the repository. */
export async function writeManifest(name: string, out: URL, more: object = {}): Promise<void> {
  const { version } = await readJson(new URL('package.json', root))
  const manifest = await readJson(new URL(`packages/${name}/package.json`, root))
  const { name: packageName, description, ...rest } = manifest
  const whole = { name: packageName, version, description, ...rest, ...more }
  await writeFile(new URL('package.json', out), `${JSON.stringify(whole, null, 2)}\n`)
}

export async function readJson(file: URL): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(file, 'utf8'))
}
