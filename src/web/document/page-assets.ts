import type { BuiltPages } from '../build/built-pages.ts'
import type { Logo } from '../logo.ts'
import type { Site } from '../site.ts'
import { brandStyle } from './brand-style.ts'
import type { PageAssets } from './html-document.ts'

const SCRIPTS = { page: 'main.js', frame: 'frame.js' } as const

/** The addresses of the files that a page of the site, or a frame, needs. */
export function assetsOf(
  { names }: BuiltPages,
  { base, logo, brandColour }: Site,
  kind: keyof typeof SCRIPTS,
): PageAssets {
  const addressOf = (name: string) => `${base}/assets/${names[name] ?? name}`
  return {
    script: addressOf(SCRIPTS[kind]),
    style: addressOf(`${kind}.css`),
    icon: addressOf(logo?.name ?? 'icon.svg'),
    // What shows previews and home screens draws no SVG.
    picture: kind === 'page' && hasPng(logo) ? addressOf(logo?.name ?? 'icon-512.png') : undefined,
    brandStyle: brandColour === undefined ? undefined : brandStyle(brandColour),
  }
}

/** The operator's own picture is shown, or none. */
function hasPng(logo: Logo | undefined): boolean {
  return logo === undefined || logo.asset.contentType === 'image/png'
}
