import { type ComponentChild, h } from 'preact'
import { isolated } from '../../match/isolated.ts'
import { scoreRow, scoreTitle } from '../../match/scoreboard.ts'
import type { MatchState, Status } from '../../match/state.ts'
import { isPerson, progressLabel, sportTitle } from '../../sports/labels.ts'
import type { FrameData, ListData, MatchData, SiteData } from '../page-data.ts'
import { headingOf } from '../view/list/list-view.ts'
import { dayOf } from '../view/shared/days.ts'
import { moment } from '../view/shared/local-time.ts'
import { type Reader, ServerReader } from '../view/shared/reader.ts'
import { words } from '../words.ts'

/** What a page says of itself to browsers, search engines and those who share it. */
export interface HeadTags {
  readonly title: string
  readonly tags: readonly ComponentChild[]
  /** Structured data, schema.org. */
  readonly structured?: object
}

/** @param picture the path of an image that stands for the site */
export function listTags(data: ListData, path: string, picture?: string): HeadTags {
  const reader: Reader = { ...ServerReader, ...data }
  const day = data.of.kind === 'day' ? data.of.day : dayOf(data.now, reader)
  const heading = data.of.kind === 'today' ? words.liveScores : headingOf(data, day, reader)
  const description = `${heading}. ${words.tagline}`
  const head = page(data, { path, title: heading, description, type: 'website', picture })
  // Days go on for ever: whoever follows their links comes to no end of empty ones.
  const isWorthFinding = data.of.kind === 'today' || (data.of.kind !== 'search' && data.matches.length > 0)
  return isWorthFinding ? head : unlisted(head)
}

export function matchTags(data: MatchData, path: string, picture?: string): HeadTags {
  const { held } = data
  if (held === undefined) {
    const { notYetHere: title, tagline: description } = words
    const head = page(data, { path, title, description, type: 'website', picture })
    return unlisted(head)
  }
  const { state } = held
  const head = page(data, {
    path,
    title: scoreTitle(state),
    description: descriptionOf(state, data.now),
    type: 'article',
    picture,
  })
  return { ...head, structured: sportsEvent(state, data.origin + path) }
}

/** Search engines leave it out. */
function unlisted(head: HeadTags): HeadTags {
  return { ...head, tags: [...head.tags, h('meta', { name: 'robots', content: 'noindex' })] }
}

/** A frame is no page of its own: search engines are sent to that of the match. */
export function frameTags({ match, held, site, origin, base }: FrameData): HeadTags {
  return {
    title: held ? `${scoreTitle(held.state)} · ${site}` : site,
    tags: [
      h('link', { rel: 'canonical', href: `${origin}${base}/match/${match}` }),
      h('meta', { name: 'robots', content: 'noindex' }),
    ],
  }
}

interface About {
  readonly path: string
  readonly title: string
  readonly description: string
  readonly type: 'website' | 'article'
  readonly picture: string | undefined
}

function page({ site, origin }: SiteData, { path, title, description, type, picture }: About): HeadTags {
  const address = origin + path
  const properties = {
    'og:site_name': site,
    'og:type': type,
    'og:title': title,
    'og:description': description,
    'og:url': address,
    ...(picture !== undefined && { 'og:image': origin + picture }),
  }
  const names = { description, 'twitter:card': 'summary', 'twitter:title': title, 'twitter:description': description }
  return {
    title: `${title} · ${site}`,
    tags: [
      h('link', { rel: 'canonical', href: address }),
      ...Object.entries(names).map(([name, content]) => h('meta', { name, content })),
      ...Object.entries(properties).map(([property, content]) => h('meta', { property, content })),
    ],
  }
}

/** `Premier League · Full time: Arsenal 2–1 Chelsea. Arsenal won 2–1` */
function descriptionOf(state: MatchState, now: number): string {
  const { competition, competitionName, startsAt, venue, home, away } = state
  const row = scoreRow(state, now)
  const where = [competitionName ?? competition ?? sportTitle(state), venue].filter(Boolean).join(', ')
  // A walkover, or a match that was called off, is over without a score.
  if (!row.hasScore && !row.isOver) {
    const when = startsAt === undefined ? '' : `, ${moment(startsAt, ServerReader)} UTC`
    return `${isolated(home.name)} v ${isolated(away.name)}${when}. ${where}. ${words.tagline}`
  }
  const stands = [progressLabel(state, now), scoreTitle(state)].filter(Boolean).join(': ')
  return [where, stands, row.note].filter(Boolean).join('. ')
}

/** What keeps its start is scheduled, for schema.org: also what is being played, over, or begins some minutes late. */
const EVENT_STATUS: Readonly<Partial<Record<Status, string>>> = {
  postponed: 'EventPostponed',
  cancelled: 'EventCancelled',
}

/** https://schema.org/SportsEvent. What nobody knows, such as the place, is left out. */
function sportsEvent(state: MatchState, url: string): object {
  const { home, away, startsAt, venue, competition, competitionName, status } = state
  const competitor = ({ name, crest }: MatchState['home']) =>
    isPerson(state, name)
      ? { '@type': 'Person', name, ...(crest && { image: crest }) }
      : { '@type': 'SportsTeam', name, ...(crest && { logo: crest }) }
  return {
    '@context': 'https://schema.org',
    '@type': 'SportsEvent',
    name: `${home.name} v ${away.name}`,
    description: scoreTitle(state),
    url,
    sport: sportTitle(state),
    eventStatus: `https://schema.org/${EVENT_STATUS[status] ?? 'EventScheduled'}`,
    ...(startsAt !== undefined && { startDate: new Date(startsAt).toISOString() }),
    ...(venue !== undefined && { location: { '@type': 'Place', name: venue } }),
    competitor: [competitor(home), competitor(away)],
    homeTeam: competitor(home),
    awayTeam: competitor(away),
    ...(competition !== undefined && { superEvent: { '@type': 'SportsEvent', name: competitionName ?? competition } }),
  }
}
