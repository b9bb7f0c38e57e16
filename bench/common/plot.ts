import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One measured line of a plot. */
export interface Series {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface LinePlot {
  readonly title: string
  /** With their units: `updates per second`, `CPU per update (µs)`. */
  readonly xLabel: string
  readonly yLabel: string
  /** At most five, because readers cannot tell more lines apart. */
  readonly series: readonly Series[]
  /** The bound of the figure, drawn as a dashed line across. */
  readonly bound?: { readonly name: string; readonly y: number }
}

const WIDTH = 720
const HEIGHT = 400
const FRAME = { left: 64, right: 696, top: 100, bottom: 344 }
const TICKS = 5
/** Colours for light and for dark, chosen so that colour-blind readers can tell them apart. */
const COLOURS = [
  ['#2a6fc9', '#6ea8fe'],
  ['#c2570c', '#ff9e57'],
  ['#0f7f5c', '#4fd1a5'],
  ['#9a3fb5', '#d68cf0'],
  ['#6b6b00', '#d9d24f'],
] as const

/** An SVG that stands alone and follows the reader's light or dark. Both axes begin at 0, so that nothing looks steeper than it is. */
export function linePlot({ title, xLabel, yLabel, series, bound }: LinePlot): string {
  const points = series.flatMap(({ points }) => points)
  const x = axis(Math.max(...points.map(([x]) => x)), FRAME.left, FRAME.right)
  const y = axis(Math.max(...points.map(([, y]) => y), bound?.y ?? 0), FRAME.bottom, FRAME.top)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title">`,
    `<title id="title">${xml(title)}</title>`,
    `<style>${style(series.length)}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
    `<text class="title" x="16" y="30">${xml(title)}</text>`,
    ...legend(series),
    ...y.ticks.map(
      ({ value, at }) =>
        `<path class="grid" d="M${FRAME.left} ${at}H${FRAME.right}"/><text class="tick" x="${FRAME.left - 8}" y="${at + 4}" text-anchor="end">${value}</text>`,
    ),
    ...x.ticks.map(
      ({ value, at }) => `<text class="tick" x="${at}" y="${FRAME.bottom + 20}" text-anchor="middle">${value}</text>`,
    ),
    `<path class="axis" d="M${FRAME.left} ${FRAME.bottom}H${FRAME.right}"/>`,
    `<text class="label" x="${(FRAME.left + FRAME.right) / 2}" y="${HEIGHT - 16}" text-anchor="middle">${xml(xLabel)}</text>`,
    `<text class="label" x="16" y="${FRAME.top - 12}">${xml(yLabel)}</text>`,
    ...(bound ? boundLine(bound.name, y.at(bound.y)) : []),
    ...series.map(({ points }, index) =>
      line(
        index,
        points.map(([px, py]) => [x.at(px), y.at(py)]),
      ),
    ),
    '</svg>\n',
  ].join('\n')
}

/** Writes a plot. Makes the folder if it does not exist. */
export async function savePlot(folder: string, name: string, plot: LinePlot): Promise<string> {
  const path = join(folder, `${name}.svg`)
  await mkdir(folder, { recursive: true })
  await writeFile(path, linePlot(plot))
  return path
}

/** An axis from 0 to a round number above `most`. */
function axis(most: number, from: number, to: number) {
  const step = roundStep(most / TICKS)
  const count = Math.max(1, Math.ceil(most / step))
  const at = (value: number) => Math.round((from + ((to - from) * value) / (step * count)) * 10) / 10
  const ticks = Array.from({ length: count + 1 }, (_, index) => {
    const value = Number((index * step).toPrecision(6))
    return { value: value.toLocaleString('en'), at: at(value) }
  })
  return { at, ticks }
}

/** The next of 1, 2, 5, 10, 20, … */
function roundStep(least: number): number {
  if (!(least > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(least))
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10)
}

function line(index: number, points: readonly (readonly number[])[]): string {
  const path = points.map(([x, y]) => `${x} ${y}`).join('L')
  const dots = points.map(([x, y]) => `<circle class="dot s${index}" cx="${x}" cy="${y}" r="3.5"/>`)
  return `<path class="line s${index}" d="M${path}"/>${dots.join('')}`
}

function boundLine(name: string, y: number): string[] {
  return [
    `<path class="bound" d="M${FRAME.left} ${y}H${FRAME.right}"/>`,
    `<text class="tick" x="${FRAME.right}" y="${y - 6}" text-anchor="end">${xml(name)}</text>`,
  ]
}

function legend(series: readonly Series[]): string[] {
  const widths = series.map(({ name }) => 34 + name.length * 7)
  return series.map(({ name }, index) => {
    const x = 16 + widths.slice(0, index).reduce((sum, width) => sum + width, 0)
    return `<path class="line s${index}" d="M${x} 50h16"/><text class="label" x="${x + 22}" y="54">${xml(name)}</text>`
  })
}

function style(count: number): string {
  const theme = (paper: string, ink: string, soft: string, grid: string, shade: 0 | 1) =>
    [
      `.paper{fill:${paper}}.title,.label{fill:${ink}}.tick{fill:${soft}}`,
      `.grid{stroke:${grid}}.axis,.bound{stroke:${soft}}.dot{stroke:${paper}}`,
      ...COLOURS.slice(0, count).map(
        (pair, index) => `.line.s${index}{stroke:${pair[shade]}}.dot.s${index}{fill:${pair[shade]}}`,
      ),
    ].join('')
  return [
    'text{font:13px system-ui,sans-serif}.title{font-size:16px;font-weight:600}.tick{font-size:12px}',
    '.line,.grid,.axis,.bound{fill:none}.line{stroke-width:2;stroke-linejoin:round}.bound{stroke-dasharray:5 4}',
    theme('#ffffff', '#1f2328', '#59636e', '#e3e7eb', 0),
    `@media(prefers-color-scheme:dark){${theme('#0d1117', '#e6edf3', '#9198a1', '#262c33', 1)}}`,
  ].join('')
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
