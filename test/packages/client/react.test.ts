import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startTestServer } from '../../support/start-server.ts'
import { builtClient, clientsStranger } from '../built-client.ts'
import { installPacked, type Stranger } from '../packed.ts'

const app = new URL('react-app.js', import.meta.url)
const example = new URL('../../../examples/react-app/', import.meta.url)

/** With React 18; the one that tests share has 19. */
async function olderStranger(): Promise<Stranger> {
  const packages = ['react', 'react-dom', '@types/react', '@types/react-dom'].map((name) => `${name}@18`)
  return installPacked(await builtClient(), ...packages, 'happy-dom@20')
}

describe('@touchline/client/react', () => {
  it.each([
    ['18', olderStranger],
    ['19', clientsStranger],
  ] as const)(
    'holds with React %s: StrictMode, server rendering, no tearing, null, boards, silent feeds, and the types of the example',
    async (major, open) => {
      const server = await startTestServer({ FEED_STALE_MS: '1000' })
      const stranger = await open()
      onTestFinished(() => stranger.remove())
      const { version } = JSON.parse(await readFile(join(stranger.folder, 'node_modules/react/package.json'), 'utf8'))
      expect(version).toMatch(new RegExp(`^${major}\\.`))
      await stranger.write('app.js', await readFile(app, 'utf8'))
      const said = await stranger.run(process.execPath, 'app.js', server.url)
      expect(said.trim().split('\n')).toEqual([
        'StrictMode shows a match, twice the same',
        'updates come in order, and no two components differ',
        'a server renders the state that it was given',
        'hydrates without a complaint or a second load, goes on from there, and no two components differ',
        'rendering without a provider or a state opens no connection',
        'null follows nothing',
        'a board lists its matches, and those that join',
        'a feed that is silent is told, and that it is heard again',
        'done',
      ])

      await cp(new URL('src', example), join(stranger.folder, 'src'), { recursive: true })
      await stranger.write('tsconfig.json', await readFile(new URL('tsconfig.json', example), 'utf8'))
      await stranger.compile('-p', '.')
    },
    // It installs and compiles.
    120_000,
  )
})
