import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logo } from './logo.ts'

/** What an operator says of the pages. */
export interface Site {
  /** What it is called. */
  readonly site: string
  /** What every address begins with: empty, or `/scores`. */
  readonly base: string
  /** `https://scores.example`; undefined is what each request says. */
  readonly publicOrigin?: string | undefined
  /** `#0a7d4f` */
  readonly brandColour?: string | undefined
  readonly logo?: Logo | undefined
}

/**
 * The site's address for everyone, without a path. A proxy that ends TLS says so in a header. `X-Forwarded-Host` is not asked: proxies pass on what
 * a client has made up, and a cache would give the page with that address to everybody.
 */
export function originOf({ headers }: FastifyRequest, { publicOrigin }: Site): string {
  const protocol = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  return publicOrigin ?? `${protocol}://${headers.host ?? ''}`
}

/** `/manifest.webmanifest`: lets browsers install the pages like a program. */
export function serveManifest(app: FastifyInstance, { site, base, brandColour, logo }: Site): void {
  const ours = [192, 512].map((size) => ({
    src: `${base}/assets/icon-${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
  }))
  const own = logo && { src: `${base}/assets/${logo.name}`, sizes: 'any', type: logo.asset.contentType }
  const manifest = JSON.stringify({
    name: site,
    short_name: site,
    id: `${base}/`,
    start_url: `${base}/`,
    scope: `${base}/`,
    display: 'standalone',
    background_color: '#f2f4f1',
    theme_color: brandColour ?? '#ffffff',
    icons: own ? [own] : [{ src: `${base}/assets/icon.svg`, sizes: 'any', type: 'image/svg+xml' }, ...ours],
  })
  app.get('/manifest.webmanifest', async (_request, reply) =>
    reply.type('application/manifest+json').header('cache-control', 'public, max-age=3600').send(manifest),
  )
}
