/** Exported for a test: it is in no style sheet that the build looks at. */
export const CSS = `
  :host {
    --ink: var(--touchline-ink, #12181b);
    --surface: var(--touchline-surface, #fff);
    --muted: var(--touchline-muted, #566169);
    --live: var(--touchline-live, #c0221a);
    --line: var(--touchline-line, #e2e7e3);
    --glow: #c0221a29;
    --hover: #12181b0a;
    display: inline-block;
    box-sizing: border-box;
    min-width: min(220px, 100%);
    max-width: 100%;
    font: inherit;
    line-height: 1.35;
    text-align: start;
  }
  /* As the page's color-scheme says: a light page has light scores, whatever the device prefers. Older browsers have light ones everywhere. */
  @supports (color: light-dark(#000, #fff)) {
    :host {
      --ink: var(--touchline-ink, light-dark(#12181b, #eef3f1));
      --surface: var(--touchline-surface, light-dark(#fff, #14191e));
      --muted: var(--touchline-muted, light-dark(#566169, #a3b0b7));
      --live: var(--touchline-live, light-dark(#c0221a, #ff7d72));
      --line: var(--touchline-line, light-dark(#e2e7e3, #2a333a));
      --glow: color-mix(in srgb, var(--live) 16%, transparent);
      --hover: color-mix(in srgb, var(--ink) 4%, transparent);
    }
  }
  :host([hidden]), [hidden] { display: none !important; }
  * { box-sizing: border-box; }
  .card, .list {
    border: 1px solid var(--line);
    border-radius: var(--touchline-radius, 12px);
    background: var(--surface);
    color: var(--ink);
  }
  .card { position: relative; padding: 10px 14px; }
  .link { position: absolute; inset: 0; border-radius: inherit; }
  .link:focus-visible, a:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
  p { margin: 0; }
  .progress, .note, .notice { color: var(--muted); font-size: .8em; font-weight: 600; overflow-wrap: anywhere; }
  .progress { min-height: 1.35em; }
  .is-live .progress, .is-review, .is-correction { color: var(--live); }
  .scroller { max-width: 100%; overflow: hidden; }
  .is-full .scroller { position: relative; overflow-x: auto; cursor: pointer; }
  .table { width: 100%; border-collapse: collapse; font: inherit; line-height: inherit; }
  th, td { padding: 1px 0; font: inherit; vertical-align: baseline; }
  .team { text-align: start; font-weight: 550; }
  .name { overflow-wrap: anywhere; }
  /* What room is left belongs to the names. */
  td, .column:not(:first-child) { width: 1px; padding-inline-start: .7em; text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
  .columns { color: var(--muted); font-size: .75em; }
  .period { color: var(--muted); }
  .period.ahead { color: var(--ink); font-weight: 650; }
  .period.current { color: var(--live); }
  .small { font-size: .65em; line-height: 0; }
  .sub { color: var(--muted); font-size: .8em; }
  .score { font-weight: 750; }
  .now { min-width: 2.4em; font-weight: 650; }
  .is-live .score, .is-live .now { color: var(--live); }
  .is-loser .name, .is-loser .score { color: var(--muted); }
  .is-winner .name { font-weight: 750; }
  .serving::before {
    content: '';
    display: inline-block;
    width: .5em;
    height: .5em;
    margin-inline-start: .45em;
    border-radius: 50%;
    background: var(--live);
    vertical-align: .12em;
  }
  .mark { margin-inline-start: .45em; white-space: nowrap; }
  .card-sign {
    display: inline-block;
    min-width: .62em;
    height: .95em;
    padding: 0 .12em;
    border-radius: 2px;
    font-size: .8em;
    font-weight: 700;
    line-height: .95em;
    text-align: center;
    vertical-align: -.1em;
  }
  .card-red { background: #c8102e; color: #fff; }
  .card-yellow { background: #ffd23f; color: #12181b; }
  .card-green { background: #2e8b45; color: #fff; }
  .mark-text { color: var(--muted); font-size: .75em; font-weight: 600; }
  @keyframes scored { 0%, 60% { background-color: var(--glow); } }
  .has-scored > * { animation: scored 4s ease-out; }
  .list { display: block; overflow: hidden; }
  .heading { display: flex; justify-content: space-between; gap: 1em; margin: 0; padding: 8px 14px; border-bottom: 1px solid var(--line); font-size: .85em; font-weight: 700; }
  .heading .title { color: inherit; text-decoration: none; overflow-wrap: anywhere; }
  a.title:hover, .more:hover { text-decoration: underline; }
  .live-count { color: var(--live); white-space: nowrap; }
  .rows { margin: 0; padding: 0; list-style: none; }
  .row .card { padding-block: 7px; border: 0; border-bottom: 1px solid var(--line); border-radius: 0; }
  .group:last-of-type .row:last-child .card { border-bottom: 0; }
  .card.is-linked:hover { background: linear-gradient(var(--hover), var(--hover)) var(--surface); }
  .list > .notice, .more { display: block; padding: 8px 14px; }
  .more { border-top: 1px solid var(--line); color: var(--muted); font-size: .8em; font-weight: 600; text-decoration: none; }
  :host(touchline-board) { display: block; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (prefers-reduced-motion: reduce) { .has-scored > * { animation: none; } }
  @media (forced-colors: active) { .serving::before, .card-sign { forced-color-adjust: none; } }
`

let sheet: CSSStyleSheet | undefined

/** One sheet for all elements. Made by code, it needs no leave of the page's content security policy. */
export function elementStyle(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
  }
  return sheet
}
