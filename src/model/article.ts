// Article and its parts: what we hold to be true of one piece of writing, whatever format it came in.
// When and where we saw it is a Sighting (store/store.ts): the article itself never changes under us.

export type EpochMs = number // integer milliseconds since 1970-01-01T00:00:00Z
export type ArticleId = string & { readonly brand: 'ArticleId' } // 64 lowercase hex digits
export type SourceId = string & { readonly brand: 'SourceId' } // the source's id in config, [a-z0-9-]+

/** Comments give the meaning, then where it comes from: RSS · Atom · JSON Feed · front matter of a post. */
export interface Article {
  readonly id: ArticleId // SHA-256 of sourceId, line feed, identity key (identity.ts)
  readonly sourceId: SourceId
  readonly guid: string // guid · id · id · its link (jekyll-feed's id with `ids: jekyll`); none: url, else title + date
  readonly url: string | null // permalink, absolute http(s). link, else guid if a permalink · link alternate · url · `permalink`, pattern
  readonly externalUrl: string | null // what it points at. none · link related · external_url · `link`, `external_url`
  readonly title: string | null // plain text; null for an untitled note
  readonly summary: string | null // plain text. description beside content:encoded · summary · summary · `description`, excerpt
  readonly contentHtml: string // sanitized, links absolute. content:encoded, else description · content · content_html, else _text · body
  readonly publishedAt: EpochMs | null // null: the document is silent. pubDate, dc:date · published · date_published · `date`
  readonly updatedAt: EpochMs | null // dcterms:modified · updated · date_modified · `updated`
  readonly language: string | null // BCP 47. dc:language, else the channel's · xml:lang · language · `lang`
  readonly authors: readonly Author[] // author, dc:creator, itunes:author · author · authors · `author(s)`; none: the feed's
  readonly categories: readonly Term[] // the source's `category` in config, a post's `categories`, as the taxonomy renames them
  readonly tags: readonly Term[] // every other term. category · category · tags · `tags`, and the source's `tags` in config
  readonly enclosures: readonly Enclosure[] // enclosure, media:content · link enclosure · attachments · `enclosures`
  readonly imageUrl: string | null // media:thumbnail, itunes:image · the same · image, banner_image · `image`
  readonly commentsUrl: string | null // comments · link replies (RFC 4685) · none · `comments`
  readonly rights: string | null // dc:rights, channel copyright · rights · none · `license`
  readonly via: Origin | null // source · source (RFC 4287 section 4.2.11) · none · none: upstream is itself an aggregator
  readonly revision: string // SHA-256 of what a reader would notice; changes exactly when the article is revised
}

export interface Author {
  readonly name: string
  readonly email: string | null
  readonly url: string | null
}

/** A category or tag as an article names it. Its slug and the spelling people see live in one TermRecord (taxonomy.ts). */
export interface Term {
  readonly label: string // plain text, never empty, white space folded
  readonly scheme: string | null // Atom's scheme, RSS's domain
  /** How its entry names it, where the post alone decides (jekyllFeedCategories): all its spellings, or none. Absent: by its label. */
  readonly spellings?: readonly string[]
}

export interface Enclosure {
  readonly url: string // absolute http(s)
  readonly mediaType: string // lower case; by the file extension where the document is silent
  readonly bytes: number | null
  readonly seconds: number | null
}

/** The feed an article first appeared in, where upstream is an aggregator. */
export interface Origin {
  readonly id: string | null
  readonly title: string
  readonly feedUrl: string | null
}
