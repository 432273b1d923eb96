// The tables of the SQLite store, as an append-only list: a step that was ever released is never edited, a new one follows it.
// A file's `user_version` counts the steps it has taken.

/** `n` of the feed of everything: the first step makes it. */
export const FEED_OF_ALL = 1

/** What a file of ours says in its header (`application_id`): "FdMl". */
export const APPLICATION_ID = 0x46_64_4d_6c

const FIRST = `
  create table source (
    id text primary key,
    state text, -- JSON; null until the last batch of a first visit
    retired integer not null default 0 -- 1: no longer in the config; its articles are stored but in no feed
  ) strict, without rowid;

  -- Every feed we publish. A term is a feed of its own: its row pins label and slug and is never deleted.
  create table feed (
    n integer primary key,
    kind text not null, -- all, category, tag, source
    key text not null, -- '', a term key, a source id
    label text, -- terms only
    slug text, -- terms only
    entries integer not null default 0,
    to_write integer not null default 0, -- 1: on the list of feeds to rewrite
    unique (kind, key),
    unique (kind, slug)
  ) strict;
  insert into feed (n, kind, key) values (1, 'all', '');

  create table former_slug (
    kind text not null,
    slug text not null,
    feed integer not null references feed,
    primary key (kind, slug)
  ) strict, without rowid;

  -- What decides where an article is shown; small rows, so that whole feeds are found in few pages. The texts lie apart.
  create table article (
    n integer primary key,
    id text not null unique,
    source text not null,
    revision text not null,
    first_seen_at integer not null,
    revised_at integer,
    sort_at integer not null,
    published integer not null, -- 0: its source is retired
    terms text not null, -- JSON list of feed.n, categories first
    keys text not null, -- JSON list of story_key.key
    story integer not null, -- n of the article that leads its story; its own where it leads or stands alone
    stamp text not null -- EntryRef.stamp
  ) strict;
  create index article_of_source on article (source, id);
  create index article_of_story on article (story);

  create table body (
    article integer primary key references article on delete cascade,
    complete integer not null,
    json text not null
  ) strict;
  create table raw (
    article integer primary key references article on delete cascade,
    text text not null
  ) strict;

  -- What two articles of one story share: a canonical URL or an IRI guid, hashed. Published articles only.
  create table story_key (
    key text not null,
    article integer not null,
    primary key (key, article)
  ) strict, without rowid;

  -- The entries of every feed, each feed in the order it is read.
  create table membership (
    feed integer not null,
    sort_at integer not null,
    article integer not null,
    primary key (feed, sort_at desc, article)
  ) strict, without rowid;

  create table fragment (
    article integer not null references article on delete cascade,
    format text not null,
    stamp text not null,
    text text not null,
    primary key (article, format)
  ) strict;

  create table file (
    source text not null,
    path text not null,
    size integer not null,
    modified_at integer not null,
    sha256 text not null,
    article_id text,
    due_at integer,
    primary key (source, path)
  ) strict, without rowid;

  create table document (
    path text primary key,
    media_type text not null,
    sha256 text not null,
    bytes integer not null,
    items integer not null,
    updated_at integer
  ) strict, without rowid;

  create table setting (
    name text primary key,
    value text not null
  ) strict, without rowid;
`

const SPELLINGS = `
  -- The spelling a term is shown by where the taxonomy says nothing.
  alter table feed add column spelled text;
  update feed set spelled = label;

  -- Other keys of a term: a category named once by its label and once by its slug is one.
  create table spelling (
    kind text not null,
    key text not null,
    feed integer not null references feed,
    primary key (kind, key)
  ) strict, without rowid;
`

const RENAMINGS = `
  alter table article add column likeness text; -- model/identity.ts; null where it has none, and for posts whose text is not made yet
  create index article_by_likeness on article (source, likeness) where likeness is not null;

  -- Identities that a source gave its articles later. An article keeps its own.
  create table renaming (
    identity text primary key,
    article integer not null references article on delete cascade,
    guid text not null -- the article's own
  ) strict, without rowid;
  create index renaming_of_article on renaming (article);
`

const POSTS = `
  -- Posts that we wrote of articles. Outlives the article, so that its post can be removed.
  create table post (
    path text primary key,
    article text not null, -- its id
    stamp text not null -- '' until it is written
  ) strict, without rowid;
  create index post_of_article on post (article, stamp);
`

const RETRACTIONS = `
  -- Articles that the operator took down. Nothing of their text is left; what is kept says what must not come back.
  create table retraction (
    id text primary key, -- of the article
    source text not null,
    guid text not null,
    url text,
    retracted_at integer not null
  ) strict, without rowid;

  -- Their story keys and the identities they were given later: the same story must not come back by another source either.
  create table retracted_key (
    key text not null,
    id text not null references retraction on delete cascade,
    primary key (key, id)
  ) strict, without rowid;

  -- The feeds that held them, for readers to be told.
  create table deleted_entry (
    feed integer not null,
    sort_at integer not null,
    id text not null references retraction on delete cascade,
    primary key (feed, sort_at desc, id)
  ) strict, without rowid;
`

const VISITS = `
  -- Visits since the state of a source was written that came to the same as the one before: most do, and a state is a long text.
  create table visit (
    source text primary key,
    at integer not null,
    due_at integer,
    visits integer not null
  ) strict, without rowid;

  -- Which sources are shown is asked in each run, and their states lie in thousands of pages.
  create index source_retired on source (retired, id);
`

const FORGOTTEN = `
  -- Identities of articles that left the store by their source's \`keep\`: when they were first seen outlives them.
  create table forgotten (
    id text primary key,
    first_seen_at integer not null,
    rule text not null
  ) strict, without rowid;
`

const RAW_BYTES = `
  -- What an article was made from, as bytes: they go in and out without becoming text in between.
  create table raw_bytes (
    article integer primary key references article on delete cascade,
    bytes blob not null
  ) strict;
  insert into raw_bytes (article, bytes) select article, cast(text as blob) from raw;
  drop table raw;
  alter table raw_bytes rename to raw;
`

const CUTS = `
  -- Rendered entries are cut out of the published files, which hold the same bytes.
  drop table fragment;
  create table cuts (
    path text primary key, -- of a document
    entries text not null -- where its entries stand: one a line (rows.ts)
  ) strict, without rowid;
`

const PAGES = `
  -- The archive: an entry's page is pinned.
  alter table membership add column page integer; -- null: in none yet
  create index membership_by_page on membership (feed, page);
  create table page (
    feed integer not null references feed,
    n integer not null, -- from 1
    entries integer not null,
    to_write integer not null default 1, -- 1: it changed since it was published
    primary key (feed, n)
  ) strict, without rowid;
  delete from setting where name like 'publish.archive.%';
`

const VIEWS = `
  -- Feeds of the operator's own: what each holds, as it was when its entries were last worked out. Its row in \`feed\` is never deleted.
  create table view (
    feed integer primary key references feed,
    definition text not null -- JSON of View
  ) strict;
  alter table article add column hits text not null default '[]'; -- JSON list of the conditions on texts and languages that it fulfils
`

const FORGOTTEN_LIKENESS = `
  -- What an article was like outlives it too; null where nobody noted it, and for all its identities but one.
  alter table forgotten add column source text;
  alter table forgotten add column likeness text;
  create index forgotten_by_likeness on forgotten (source, likeness) where likeness is not null;
`

const EDITIONS = `
  -- How often a source changed what its entries show of it: they get new stamps then.
  alter table source add column edition integer not null default 0;
`

const MERGED = `
  alter table feed add column merged_into integer references feed; -- a term without articles of its own, whose addresses lead to this one; null: its own
`

const LISTINGS = `
  -- What a document of a source listed when it was last read. Articles of it may have left since.
  create table listing (
    source text not null,
    list text not null, -- address of the list; a feed has one, at ''
    items text not null, -- DIGEST ARTICLE-ID, one a line
    primary key (source, list)
  ) strict, without rowid;
`

const FRAMES = `
  alter table cuts add column frame text not null default ''; -- fingerprint of the text around the entries; empty: not noted
`

const STALE_VIEWS = `
  alter table view add column stale integer not null default 0; -- 1: its entries are to be worked out anew, though its definition is as it was
`

export const MIGRATIONS: readonly string[] = [FIRST, SPELLINGS, RENAMINGS, POSTS, RETRACTIONS, VISITS, FORGOTTEN, RAW_BYTES, CUTS, PAGES, VIEWS, FORGOTTEN_LIKENESS, EDITIONS, MERGED, LISTINGS, FRAMES, STALE_VIEWS]
