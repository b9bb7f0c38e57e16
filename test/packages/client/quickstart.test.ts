import { readFileSync } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import { buildClient } from '../../../packages/client/build.ts'
import { buildFolder, installPacked } from '../packed.ts'

const page = readFileSync(new URL('../../../docs/quickstart-web.md', import.meta.url), 'utf8')
const readme = readFileSync(new URL('../../../packages/client/README.md', import.meta.url), 'utf8')
const typescript = new URL('../../../node_modules/typescript/bin/tsc', import.meta.url).pathname

it('every block of TypeScript in docs/quickstart-web.md and the README of the package compiles', async () => {
  const blocks = [page, readme].flatMap((text) => [...text.matchAll(/```(tsx?)\n([\s\S]*?)```/g)])
  expect(blocks.length).toBeGreaterThanOrEqual(5)
  const built = await buildFolder()
  onTestFinished(() => built.remove())
  await buildClient(built.folder)
  const stranger = await installPacked(built.folder, 'react@19', '@types/react@19')
  onTestFinished(() => stranger.remove())
  const files: string[] = []
  for (const [index, [, kind = '', code = '']] of blocks.entries()) {
    const name = `block-${index}.${kind}`
    // A second block may go on from the first, which stands above it.
    const isWhole = /^import/m.test(code)
    const before =
      'import { createClient } from "@touchline/client"\nconst match = createClient({ url: "x:" }).subscribe("m")\n'
    await stranger.write(name, isWhole ? code : `${before}${code}`)
    files.push(name)
  }
  const options = [
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
    '--jsx',
    'react-jsx',
    '--types',
    '',
    '--strict',
  ]
  await stranger.run(
    process.execPath,
    typescript,
    '--noEmit',
    '--target',
    'es2022',
    '--skipLibCheck',
    ...options,
    ...files,
  )
})
