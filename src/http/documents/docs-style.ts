import { createHash } from 'node:crypto'

/** Of `/docs`, on a phone as on a desk, light and dark as the device is. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #8886; --ground: #8881; --muted: light-dark(#4d565c, #a9b4ba) }
* { box-sizing: border-box }
body { margin: 0; background: light-dark(#fff, #14191e); color: light-dark(#12181b, #eef3f1) }
header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; min-height: 3.5rem; padding: 0 1rem; border-bottom: 1px solid var(--line) }
header a { color: inherit; text-decoration: none; font-weight: 600 }
header a:not(.brand) { padding: .5rem; color: var(--muted); font-size: .875rem }
.brand { display: flex; align-items: center; gap: .6rem; min-width: 0; margin: 0; overflow-wrap: anywhere; font-size: 1.15rem; font-weight: 750 }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
a { color: light-dark(#0b57a4, #8dc3ff) }
h2 { margin: 2.5rem 0 .5rem }
.call { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: .25rem }
.call h3 { font-size: 1.15rem; margin: 1rem 0 .25rem }
h4 { margin: 1.25rem 0 .25rem }
p { margin: .25rem 0 .75rem }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere }
.index { padding: 0; list-style: none }
.index li { padding: .35rem 0; border-bottom: 1px solid var(--line) }
dl { margin: .5rem 0 }
dt { margin-top: .5rem }
dd { margin: 0 0 0 1rem; color: var(--muted); overflow-wrap: anywhere }
.kind { color: var(--muted); font-size: .9em }
pre { margin: .5rem 0; padding: .75rem; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--ground); line-height: 1.4 }
pre code { overflow-wrap: normal }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; padding: 0 .75rem }
summary { padding: .5rem 0; cursor: pointer; overflow-wrap: anywhere }
summary strong { margin-inline-end: .5rem; font-variant-numeric: tabular-nums }
:focus-visible { outline: 2px solid light-dark(#0b57a4, #8dc3ff); outline-offset: 2px }
`

/** The page is allowed this stylesheet and the sign of the site. */
export const DOCS_POLICY = `default-src 'none'; img-src 'self'; style-src 'sha256-${createHash('sha256').update(DOCS_STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
