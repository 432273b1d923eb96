// Names of the store's settings that publishing keeps. They lie in every store: a name is never changed.

export const TREE_MADE_WITH = 'publish.made' // JSON, see MadeWith (survey.ts)
export const POSTS_MADE_WITH = 'publish.posts' // JSON, see MadePosts (posts.ts)
export const COMPLETE_TREE = 'publish.standing' // JSON, see CompleteTree (up-to-date.ts)
export const RUN_IS_OPEN = 'publish.open' // `yes` from a run's first write to its end
export const RECORDED_DIR = 'publish.dir' // the folder that the store's records tell of
export const MANIFEST_DIR = 'publish.manifest' // the folder that we last wrote a manifest into
export const MANIFEST_HASH = 'publish.manifest.sha256' // SHA-256 of that manifest's bytes
