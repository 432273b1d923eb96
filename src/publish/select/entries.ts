// From what the store holds to an Entry: ids, times, attribution and fallbacks are decided here, once for all formats.
// After this no text holds a character that XML forbids and no address another scheme than http, https or mailto.

import { excerpt } from '../../formats/html.ts'
import { bearableUrl, isGlobalIri } from '../../formats/urls.ts'
import type { Article, Author, Enclosure, Origin, SourceId, Term } from '../../model/article.ts'
import { tagUri } from '../../model/feed.ts'
import type { Rights, Source, SourceState } from '../../model/source.ts'
import { type TermRecord, termKey } from '../../model/taxonomy.ts'
import { withoutSecret } from '../../settings/secrets.ts'
import type { Settings, SiteSettings } from '../../settings/settings.ts'
import type { Sighting, StoredEntry } from '../../store/store.ts'
import { emailAddress, languageTag, mediaType, plainLines, plainLinesOrNull, plainName, plainText, plainTextOrNull, safeUrl, siteOfSource, titleOfSource, webUrl } from './clean.ts'
import type { Entry, EntrySource, EntryTerm } from './entry.ts'
import { limitedTo, ofBearableLength } from './rights.ts'

// Of what stands beside a text: attached files, and a statement of rights, which a source may make once for all its entries.
const MOST_ENCLOSURES = 100
const LONGEST_RIGHTS = 2000 // characters

/** What all entries share: whose they may be, and how the site names itself. */
export interface Attribution {
  readonly site: SiteSettings
  readonly sources: ReadonlyMap<SourceId, EntrySource>
  readonly posts: ReadonlySet<SourceId> // whose articles are our own
  readonly rights: ReadonlyMap<SourceId, Rights>
}

export function attributionOf(settings: Pick<Settings, 'site' | 'sources' | 'secrets'>, states: ReadonlyMap<SourceId, SourceState>): Attribution {
  const { site, sources } = settings
  const posts = sources.filter((source) => source.type === 'posts')
  return {
    site,
    sources: new Map(sources.map((source) => [source.id, entrySourceOf(source, states.get(source.id), settings)])),
    posts: new Set(posts.map(({ id }) => id)),
    rights: new Map(sources.map(({ id, rights }) => [id, rights])),
  }
}

/** @param entry  with its article complete */
export function toEntry(entry: StoredEntry, attribution: Attribution): Entry {
  return limitedTo(attribution.rights.get(entry.stored.article.sourceId) ?? 'full', ofBearableLength(wholeEntry(entry, attribution)))
}

function wholeEntry({ stored, alsoIn, categories, tags }: StoredEntry, attribution: Attribution): Entry {
  const { article, sighting } = stored
  const { site, sources, posts } = attribution
  const isOwn = posts.has(article.sourceId)
  const source = isOwn ? null : (sources.get(article.sourceId) ?? null)
  return {
    articleId: article.id,
    id: entryId(article, attribution),
    url: safeUrl(article.url),
    externalUrl: safeUrl(article.externalUrl),
    title: plainTextOrNull(article.title),
    summary: plainLinesOrNull(article.summary),
    contentHtml: plainLines(article.contentHtml),
    ...timesOf(article, sighting),
    language: languageTag(article.language) ?? (isOwn ? site.language : null),
    authors: authorsOf(article.authors, source, site),
    categories: categories.flatMap((term) => entryTerms(term, article.categories, site)),
    tags: tags.flatMap((term) => entryTerms(term, article.tags, site)),
    enclosures: article.enclosures.slice(0, MOST_ENCLOSURES).flatMap(enclosureOf),
    imageUrl: webUrl(article.imageUrl),
    commentsUrl: webUrl(article.commentsUrl),
    rights: excerpt(plainText(article.rights ?? ''), LONGEST_RIGHTS) || null,
    via: article.via === null ? null : originOf(article.via),
    source,
    alsoIn: alsoIn.flatMap((id) => sources.get(id) ?? []),
  }
}

/** A post's own. A guid that is an IRI and nobody else's is kept; any other becomes a tag URI (RFC 4151) of the site. */
export function entryId({ guid, sourceId }: Pick<Article, 'guid' | 'sourceId'>, { site, posts }: Pick<Attribution, 'site' | 'posts'>): string {
  if (posts.has(sourceId)) return plainText(guid)
  return isGlobalIri(guid) ? guid : tagUri(site, `${sourceId}/${encodeURIComponent(guid.toWellFormed())}`)
}

/**
 * The later of what is claimed and of when we saw the article revised: some sources change a text and leave its time as it was. A claim
 * that lay in the future when we last saw a change counts for nothing. Never before it was published.
 */
function timesOf(article: Article, { firstSeenAt, revisedAt, sortAt }: Sighting): Pick<Entry, 'publishedAt' | 'updatedAt' | 'claims' | 'firstSeenAt'> {
  const seenAt = Math.max(firstSeenAt, revisedAt ?? firstSeenAt)
  const claim = article.updatedAt !== null && article.updatedAt <= seenAt ? article.updatedAt : null
  const isDated = article.publishedAt === sortAt
  return {
    publishedAt: sortAt,
    updatedAt: Math.max(sortAt, claim ?? sortAt, revisedAt ?? sortAt),
    claims: { publishedAt: isDated ? sortAt : null, updatedAt: claim },
    firstSeenAt: isDated ? null : firstSeenAt,
  }
}

function entrySourceOf(source: Source, state: SourceState | undefined, { site, secrets }: Pick<Settings, 'site' | 'secrets'>): EntrySource {
  const channel = state?.channel ?? null
  const open = (url: string | null): string | null => withoutSecret(bearableUrl(webUrl(url)), secrets)
  const configured = source.type === 'feed' && source.location.kind === 'http' ? source.location.url : null
  const feedUrl = open(channel?.feedUrl ?? null) ?? open(configured)
  const id = bearableUrl(channel?.id ?? null)
  return {
    sourceId: source.id,
    id: id !== null && isGlobalIri(id) && withoutSecret(id, secrets) !== null ? id : (feedUrl ?? tagUri(site, source.id)),
    title: titleOfSource(source, state),
    feedUrl,
    siteUrl: siteOfSource(source, state, secrets),
    pageUrl: `${site.url}source/${source.id}`,
  }
}

/** Where an article names nobody its source speaks; a feed's own author would be taken for its writer. */
function authorsOf(authors: readonly Author[], source: EntrySource | null, site: SiteSettings): Author[] {
  const named = authors.flatMap(authorOf)
  if (named.length > 0) return named
  if (source !== null) return [{ name: source.title, email: null, url: source.siteUrl }]
  return site.author === null ? [] : authorOf(site.author)
}

function authorOf({ name, email, url }: Author): Author[] {
  const named = plainName(name) || emailAddress(email)
  return named === null ? [] : [{ name: named, email: emailAddress(email), url: webUrl(url) }]
}

/** A term as the article's own spellings name it, where it has such (jekyllFeedCategories), else as all entries do. */
function entryTerms({ kind, key, label, slug }: TermRecord, written: readonly Term[], site: SiteSettings): EntryTerm[] {
  const writtenAs = (known: string): Term | undefined => written.find((term) => term.spellings !== undefined && termKey(term.label) === known)
  // The article may have written the slug of a term that another one spells out, or the other way round (`caijing` and `财经`).
  const spellings = (writtenAs(key) ?? writtenAs(slug) ?? writtenAs(termKey(label)))?.spellings ?? [label]
  return spellings.map((spelling) => ({ label: plainText(spelling) || slug, slug, pageUrl: `${site.url}${kind}/${slug}` }))
}

function enclosureOf(enclosure: Enclosure): Enclosure[] {
  const url = webUrl(enclosure.url)
  return url === null ? [] : [{ ...enclosure, url, mediaType: mediaType(enclosure.mediaType) }]
}

function originOf({ id, title, feedUrl }: Origin): Origin {
  return { id: plainTextOrNull(id), title: plainName(title), feedUrl: webUrl(feedUrl) }
}
