import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ZodType } from 'zod'
import { environment } from '../src/config.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const find = (...patterns: string[]) => globSync(patterns, { cwd: root }).sort()

const protocol = read('docs/protocol.md')
const documents = find('*.md', 'docs/**/*.md', 'fixtures/*.md')

describe('docs/protocol.md lists the very codes of the source:', () => {
  it('problem codes', () => {
    const classes = codesIn(find('src/**/*.ts'), /\bcode = '([a-z-]+)'/g)
    const answers = codesIn(
      find('src/http/*.ts', 'src/http/requests/*.ts', 'src/http/sockets/*.ts'),
      /\bcode: '([a-z-]+)'/g,
    )
    expect(codesOf('2.7 Problem codes')).toEqual(sorted([...classes, ...answers]))
  })

  it('warning codes', () => {
    expect(codesOf('2.8 Warning codes')).toEqual(
      codesIn(
        find('src/sports/**/surprises.ts', 'src/sports/**/contradictions.ts', 'src/sports/contract/**/*.ts'),
        /\bcode: '([a-z-]+)'/g,
      ),
    )
  })

  it('codes in frames', () => {
    const unions = [...allOf('src/protocol/*.ts').matchAll(/\bcode: ((?:'[a-z-]+'(?: \| )?)+)/g)]
    const codes = unions.flatMap(([, union = '']) => [...union.matchAll(/'([a-z-]+)'/g)].map(([, code = '']) => code))
    expect(codesOf('3.4 Codes in frames')).toEqual(sorted(codes))
  })

  it('close codes', () => {
    const own = [...read('src/protocol/close-codes.ts').matchAll(/: (4\d{3}),/g)].map(([, code = '']) => code)
    expect(codesOf('3.5 Close codes')).toEqual(sorted(own))
  })
})

describe('every setting', () => {
  const names = Object.keys(environment.shape).sort()

  it('is in docs/protocol.md, and no other', () => {
    expect(codesOf('6. Settings')).toEqual(names)
  })

  it('has its very default there', () => {
    const told = [...section('6. Settings').matchAll(/^\| `([A-Z_]+)` \| (.*?) \|/gm)]
    const settings: Readonly<Record<string, ZodType>> = environment.shape
    const inForce = (name: string, given?: string) => String(settings[name]?.parse(given) ?? '')
    for (const [, name = '', cell = ''] of told) {
      const value = defaultOf(cell)
      expect([name, value && inForce(name, value)]).toEqual([name, inForce(name)])
    }
    expect(told).toHaveLength(names.length)
  })

  it('that a deployment or a guide names is one of them', () => {
    const named = codesIn(
      [
        'Dockerfile',
        'docker-compose.yml',
        ...find('deploy/**/*.*', 'docs/{operations,one-host,runbook,capacity,reliability,protocol}.md'),
      ],
      /(?<![\w$'"-])([A-Z]+(?:_[A-Z]+)+)(?=`?[=:]|`)/g,
    )
    const ofOthers = /^((NODE|GF|POSTGRES|GRAFANA)_.*|(REDIS|DB)_PASSWORD|(FEED|DESK)_KEY|OTEL_EXPORTER_OTLP_HEADERS)$/
    expect(named.filter((name) => !ofOthers.test(name) && !names.includes(name))).toEqual([])
  })

  it('is in .env.example, and no other', () => {
    const examples = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name)
    expect(sorted(examples)).toEqual(names)
  })
})

describe('every rule', () => {
  const rules = sorted([...protocol.matchAll(/^- `\[([HWS]\d+)\]`/gm)].map(([, id = '']) => id))
  const quoted = codesIn(find('test/**/*.ts'), /\[([HWS]\d+)\]/g)

  it('that a test or the source quotes is in docs/protocol.md', () => {
    const inSource = codesIn(find('src/**/*.ts'), /`\[([HWS]\d+)\]`/g)
    expect([...quoted, ...inSource].filter((id) => !rules.includes(id))).toEqual([])
  })

  it('is proven by a test that names it', () => {
    // Names of tests, in test files and in the contracts that several of them run.
    const named = codesIn(
      find('test/**/*.ts'),
      /(?<=^\s*(?:(?:it|describe)\b.*|['"`](?:\[[HWS]\d+\] )*))\[([HWS]\d+)\]/gm,
    )
    expect(rules.filter((id) => !named.includes(id))).toEqual([])
  })
})

describe('what the documents point at is there:', () => {
  it('files and sections', () => {
    const dead = documents.flatMap((document) =>
      [...read(document).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) =>
        /^(https?|mailto):/.test(link) || isThere(document, link) ? [] : [`${document}: ${link}`],
      ),
    )
    expect(dead).toEqual([])
  })

  // A decision is not edited: it names the files of its day.
  it('source files named in the text, decisions excepted', () => {
    const standing = documents.filter((document) => !/^docs\/decisions\/\d/.test(document))
    const dead = standing.flatMap((document) =>
      [...read(document).matchAll(/`((?:src|bench|test|deploy|migrations|fixtures)\/[\w./-]+)`/g)].flatMap(
        ([, path = '']) => (existsSync(join(root, path)) ? [] : [`${document}: ${path}`]),
      ),
    )
    expect(dead).toEqual([])
  })

  it('commands of package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const texts = documents.map((document) =>
      document === 'docs/protocol.md' ? protocol.replace(section('7. Planned'), '') : read(document),
    )
    const named = texts.flatMap((text) =>
      [...text.matchAll(/\bnpm run ([a-z]+(?:[-:][a-z]+)*)/g)].map(([, name = '']) => name),
    )
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  // An image and a tarball have no npm: docs/operations.md says what stands for `touchline` where.
  it('commands of bin/touchline.js, by the one name that is right wherever the program runs', () => {
    const [, list = ''] = /COMMANDS = {([^}]*)}/.exec(read('bin/touchline.js')) ?? []
    const commands = new Map(
      [...list.matchAll(/'?([\w-]+)'?: \['([^']+)'/g)].map(([, name = '', path]) => [name, path]),
    )
    expect(commands.size).toBe(10)
    for (const [, path] of commands) expect(existsSync(join(root, `src/${path}.ts`))).toBe(true)

    const standing = documents.filter(
      (document) => !/^(docs\/decisions\/\d|CHANGELOG|CONTRIBUTING|examples)/.test(document),
    )
    const shipped = [
      ...standing,
      ...find('src/**/*.{ts,tsx}'),
      ...find('deploy/**/*.*'),
      '.env.example',
      'bin/touchline.js',
    ]
    const ofNpm = new RegExp(`npm run (?:-s )?(?:${[...commands.keys()].join('|')})\\b`)
    expect(shipped.filter((file) => ofNpm.test(read(file)))).toEqual([])
    const named = standing.flatMap((file) =>
      [...read(file).matchAll(/`(?:npx )?touchline ([a-z][a-z-]*)/g)].map(([, name = '']) => name),
    )
    expect(new Set(named).size).toBeGreaterThan(8)
    expect(named.filter((name) => name !== 'help' && !commands.has(name))).toEqual([])
  })
})

it('every decision has an entry in docs/decisions/README.md', () => {
  const records = find('docs/decisions/[0-9]*.md').map((path) => path.replace('docs/decisions/', ''))
  const index = [...read('docs/decisions/README.md').matchAll(/\]\((\d[^)]+\.md)\)/g)].map(([, file = '']) => file)
  expect(index).toEqual(records)
})

function allOf(pattern: string): string {
  return find(pattern).map(read).join('\n')
}

function codesIn(paths: readonly string[], pattern: RegExp): string[] {
  return sorted(paths.flatMap((path) => [...read(path).matchAll(pattern)].map(([, code = '']) => code)))
}

/** The text below a heading of docs/protocol.md, up to the next one of its rank or above. */
function section(heading: string): string {
  const [, rank = '', rest = ''] = new RegExp(`^(#+) ${heading}.*\\n([\\s\\S]*)`, 'm').exec(protocol) ?? []
  return rest.split(new RegExp(`^#{1,${rank.length}} `, 'm'))[0] ?? ''
}

/** First cells of the tables below a heading. */
function codesOf(heading: string): string[] {
  return sorted([...section(heading).matchAll(/^\| `?([\w-]+)`? \|/gm)].map(([, code = '']) => code)).filter(
    (code) => !['code', 'name', 'what'].includes(code) && !/^-+$/.test(code),
  )
}

/** A default as the table tells it, empty where it is unset; of some it says in words what holds then. */
function defaultOf(cell: string): string {
  const [, value = ''] = /^`([^`]+)`$/.exec(cell) ?? []
  return value in environment.shape ? '' : value
}

function isThere(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? document : join(dirname(document), path)
  if (!existsSync(join(root, target))) return false
  return anchor === undefined || anchorsOf(target).includes(anchor)
}

/** As GitHub makes them: lower case, punctuation gone, blanks to dashes. */
function anchorsOf(document: string): string[] {
  return [...read(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
}

function sorted(items: readonly string[]): string[] {
  return [...new Set(items)].sort()
}
