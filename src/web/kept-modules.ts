import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { toBrowserModule } from './browser-module.ts'

/** Beside the code, because only those who may change the code may write it: its files are sent to browsers. */
const FILE = join(import.meta.dirname, '../../node_modules/.cache/touchline/browser-modules.json')

/**
 * Browser modules, kept on disk from one start to the next: Node's stripper takes 30 MB and some 100 ms to load. Where nothing can be
 * kept, each start strips the types again.
 */
export class KeptModules {
  readonly #file: string
  /** JavaScript by a hash of the source and of what stripped it. */
  readonly #before: ReadonlyMap<string, string>
  readonly #now = new Map<string, string>()

  private constructor(file: string, before: ReadonlyMap<string, string>) {
    this.#file = file
    this.#before = before
  }

  static async open(file: string = FILE): Promise<KeptModules> {
    return new KeptModules(file, await read(file))
  }

  /** @throws {SyntaxError} as `toBrowserModule` */
  toBrowserModule(source: string): string {
    // Another Node, or another version of this code, would make other JavaScript.
    const key = createHash('sha256').update(`${process.version} ${toBrowserModule} ${source}`).digest('base64url')
    const module = this.#before.get(key) ?? toBrowserModule(source)
    this.#now.set(key, module)
    return module
  }

  /** Writes down the modules that this start asked for, and drops the others. */
  async save(): Promise<void> {
    const isSame = this.#now.size === this.#before.size && [...this.#now.keys()].every((key) => this.#before.has(key))
    if (!isSame) await write(this.#file, JSON.stringify(Object.fromEntries(this.#now)))
  }
}

async function read(file: string): Promise<ReadonlyMap<string, string>> {
  try {
    return new Map(Object.entries(JSON.parse(await readFile(file, 'utf8')) as Record<string, string>))
  } catch {
    return new Map() // not there yet, or not readable
  }
}

/** Writes the file whole or not at all, because other processes may start at the same time. */
async function write(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`
  try {
    // One level at a time: Node's `recursive` never ends where the file system has no folders, as below /proc.
    for (const folder of [dirname(dirname(file)), dirname(file)]) await mkdir(folder).catch(() => {})
    await writeFile(unfinished, text)
    await rename(unfinished, file)
  } catch {
    // The file system is read-only or full: the next start strips the types again.
  }
}
