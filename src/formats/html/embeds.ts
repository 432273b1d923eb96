// What a frame shows, as an address that people can open: the players of well-known video and audio hosts. Other frames are nothing to us.

const PLAYERS: ReadonlyArray<readonly [pattern: RegExp, page: string]> = [
  [/^https:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]{11})(?:[?&#]|$)/u, 'https://www.youtube.com/watch?v=$1'],
  [/^https:\/\/player\.vimeo\.com\/video\/(\d+)(?:[?&#]|$)/u, 'https://vimeo.com/$1'],
  [/^https:\/\/www\.dailymotion\.com\/embed\/video\/(\w+)(?:[?&#]|$)/u, 'https://www.dailymotion.com/video/$1'],
  [/^https:\/\/player\.bilibili\.com\/player\.html\?(?:[^#]*&)?bvid=(BV\w+)(?:[&#]|$)/u, 'https://www.bilibili.com/video/$1'],
]

/** Their players are pages that can be opened as they are. */
const OPEN_PLAYERS: ReadonlySet<string> = new Set([
  'bandcamp.com',
  'embed.podcasts.apple.com',
  'embed.ted.com',
  'open.spotify.com',
  'player.twitch.tv',
  'rumble.com',
  'v.qq.com',
  'w.soundcloud.com',
  'www.youtube.com',
])

/** The page of what a frame plays; null for any other frame. @param url  absolute */
export function pageOfPlayer(url: string): string | null {
  const secure = url.replace(/^http:/u, 'https:')
  for (const [pattern, page] of PLAYERS) {
    const id = pattern.exec(secure)?.[1]
    if (id !== undefined) return page.replace('$1', id)
  }
  return OPEN_PLAYERS.has(URL.parse(secure)?.hostname ?? '') ? secure : null
}
