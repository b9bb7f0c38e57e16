import { defineConfig } from 'vitest/config'

/** `npm run test:firefox`: apart from the rest, because Firefox is 70 MB to download and ten seconds to start. */
// biome-ignore lint/style/noDefaultExport: Vitest reads the default export
export default defineConfig({
  test: {
    include: ['test/firefox/**/*.firefox.ts'],
    globalSetup: ['test/support/run/build.ts'],
    pool: 'forks',
    testTimeout: 90_000,
    hookTimeout: 240_000,
  },
})
