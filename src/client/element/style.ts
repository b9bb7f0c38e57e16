const CSS = `
  :host {
    --ink: var(--touchline-ink, light-dark(#12181b, #eef3f1));
    --surface: var(--touchline-surface, light-dark(#fff, #14191e));
    --muted: var(--touchline-muted, light-dark(#5a666d, #9aa7ae));
    --live: var(--touchline-live, light-dark(#c8241b, #ff6a5e));
    --line: var(--touchline-line, light-dark(#e2e7e3, #252d34));
    display: inline-block;
    min-width: 220px;
    color-scheme: light dark;
    font: inherit;
    line-height: 1.35;
  }
  :host([hidden]) { display: none; }
  .card {
    padding: 10px 14px;
    border: 1px solid var(--line);
    border-radius: var(--touchline-radius, 12px);
    background: var(--surface);
    color: var(--ink);
  }
  .progress, .note { min-height: 1.35em; color: var(--muted); font-size: .8em; font-weight: 600; }
  .note { min-height: 0; }
  .is-live .progress { color: var(--live); }
  .side { display: flex; justify-content: space-between; gap: 1.5em; }
  .name { font-weight: 550; overflow-wrap: anywhere; }
  .score { font-variant-numeric: tabular-nums; font-weight: 750; }
  .is-live .score { color: var(--live); }
  .announcer { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`

let sheet: CSSStyleSheet | undefined

/** One sheet for all elements. Made by code, it needs no leave of the page's content security policy. */
export function scoreElementStyle(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
  }
  return sheet
}
