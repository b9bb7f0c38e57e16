import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unpackDebianPackage } from './debian-package.ts'
import { firstAvailable } from './first-available.ts'

/** A wall clock of some processes, which is wrong as the test likes. Their monotonic clock stays right. */
export interface FakeTime {
  /** What a program that has it needs in its environment. */
  readonly environment: Readonly<Record<string, string>>
  /** How a shell starts such a program. */
  readonly start: string
  /** Sets it this far ahead of the real time, or behind; seen within some ms. */
  set(aheadSeconds: number): Promise<void>
}

/** @param directory for the file that the processes read */
export async function openFakeTime(directory: string, aheadSeconds = 0): Promise<FakeTime> {
  const library = await findLibrary()
  const file = join(directory, 'faketime')
  const set = async (seconds: number) => {
    // Renamed, so that nobody reads half of it.
    await writeFile(`${file}.new`, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`)
    await rename(`${file}.new`, file)
  }
  await set(aheadSeconds)
  const environment = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  }
  const settings = Object.entries(environment).map(([name, value]) => `${name}='${value}'`)
  return { environment, start: `exec env ${settings.join(' ')}`, set }
}

function findLibrary(): Promise<string> {
  return firstAvailable('libfaketime', 'Install faketime.', [
    { name: 'installed', get: () => libraryBelow('/usr/lib') },
    {
      name: 'Debian package',
      get: async () => libraryBelow(join((await unpackDebianPackage('libfaketime')).root, 'usr/lib')),
    },
  ])
}

/** Node has threads, so it needs the variant for them. */
async function libraryBelow(folder: string): Promise<string> {
  for (const entry of await readdir(folder)) {
    if (!entry.includes('-linux-')) continue
    const library = join(folder, entry, 'faketime/libfaketimeMT.so.1')
    if (
      await readFile(library).then(
        () => true,
        () => false,
      )
    )
      return library
  }
  throw new Error(`no libfaketimeMT.so.1 below ${folder}`)
}
