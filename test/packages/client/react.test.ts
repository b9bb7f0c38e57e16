import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTestServer } from '../../support/start-server.ts'
import { builtClient } from '../built-client.ts'
import { installPacked } from '../packed.ts'

let built: URL
const app = new URL('react-app.js', import.meta.url)
const example = new URL('../../../examples/react-app/', import.meta.url)

beforeAll(async () => {
  built = await builtClient()
})

describe('@touchline/client/react', () => {
  it.each(['18', '19'])(
    'holds with React %s: StrictMode, server rendering, no tearing, null, boards, silent feeds, and the types of the example',
    async (major) => {
      const server = await startTestServer({ FEED_STALE_MS: '1000' })
      const packages = ['react', 'react-dom', '@types/react', '@types/react-dom'].map((name) => `${name}@${major}`)
      const stranger = await installPacked(built, ...packages, 'happy-dom@20')
      onTestFinished(() => stranger.remove())
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
