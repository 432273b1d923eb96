// Media types of files by their extension, where a document does not say.

const UNKNOWN = 'application/octet-stream'

const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a m4b',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg oga opus',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/webm': 'weba',
  'audio/midi': 'mid midi',
  'audio/x-ms-wma': 'wma',
  'video/mp4': 'mp4 m4v',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/ogg': 'ogv',
  'video/mpeg': 'mpg mpeg',
  'video/x-msvideo': 'avi',
  'video/x-matroska': 'mkv',
  'video/x-ms-wmv': 'wmv',
  'video/x-flv': 'flv',
  'application/vnd.apple.mpegurl': 'm3u8',
  'image/jpeg': 'jpg jpeg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/svg+xml': 'svg',
  'image/bmp': 'bmp',
  'image/x-icon': 'ico',
  'image/tiff': 'tif tiff',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
  'application/epub+zip': 'epub',
  'application/zip': 'zip',
  'application/gzip': 'gz',
  'application/x-bittorrent': 'torrent',
  'application/json': 'json',
  'application/xml': 'xml',
  'application/rss+xml': 'rss',
  'application/atom+xml': 'atom',
  'application/msword': 'doc',
  'text/html': 'html htm',
  'text/plain': 'txt',
  'text/markdown': 'md markdown',
  'text/css': 'css',
  'text/csv': 'csv',
  'text/calendar': 'ics',
  'text/vtt': 'vtt',
  'text/x-opml': 'opml',
}

const BY_EXTENSION: ReadonlyMap<string, string> = new Map(
  Object.entries(EXTENSIONS).flatMap(([type, extensions]) => extensions.split(' ').map((extension) => [extension, type] as const)),
)

/** The media type that a path or URL ends in; `application/octet-stream` where nothing is known. */
export function mediaTypeOf(pathOrUrl: string): string {
  return BY_EXTENSION.get(extensionOf(pathOrUrl)) ?? UNKNOWN
}

/**
 * A media type as a document wrote it, without parameters, in lower case; by the extension where it is none or only half of one.
 * @param written  for example `AUDIO/mpeg; charset=x`, `image/*`, `mp3` or null
 */
export function mediaTypeFor(written: string | null, url: string): string {
  const type = written?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^[a-z\d][\w.+-]{0,80}\/[a-z\d][\w.+-]{0,80}$/u.test(type)) return type
  const byExtension = mediaTypeOf(url)
  const kind = /^(image|audio|video)\/\*$/u.exec(type)?.[1]
  return byExtension === UNKNOWN && kind !== undefined ? `${kind}/*` : byExtension
}

function extensionOf(pathOrUrl: string): string {
  const path = pathOrUrl.split(/[?#]/u, 1)[0] ?? ''
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : ''
}
