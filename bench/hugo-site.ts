// The same site for Hugo: posts below content/, RSS, Atom and JSON with full texts for the home page, each category and each tag.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const CONFIG = `baseURL = "https://bench.example.org/"
title = "Bench"
ignoreErrors = ["error-disable-taxonomy"] # it asks whether we mean it
disableKinds = ["section", "taxonomy", "sitemap", "robotsTXT", "404"]
[taxonomies]
category = "categories"
tag = "tags"
[outputs]
home = ["rss", "atom", "json"]
term = ["rss", "atom", "json"]
[[cascade]]
[cascade._build]
render = "link"
list = "always"
[cascade._target]
kind = "page"
[mediaTypes."application/atom+xml"]
suffixes = ["atom"]
[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "index"
isPlainText = false
[markup.goldmark.renderer]
unsafe = true
`

const ITEMS = '{{ range first 50 .Pages.ByDate.Reverse }}'
const HOME_ITEMS = '{{ range first 50 site.RegularPages.ByDate.Reverse }}'

const RSS = (items: string): string => `{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
${items}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid><pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate>{{ range .Params.categories }}<category>{{ . }}</category>{{ end }}{{ range .Params.tags }}<category>{{ . }}</category>{{ end }}<description>{{ .Summary | plainify }}</description><content:encoded>{{ .Content | html }}</content:encoded></item>
{{ end }}</channel></rss>
`

const ATOM = (items: string): string => `{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Title }}</title><id>{{ .Permalink }}</id>
${items}<entry><title>{{ .Title }}</title><id>{{ .Permalink }}</id><link href="{{ .Permalink }}"/><published>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</published><updated>{{ .Lastmod.Format "2006-01-02T15:04:05Z07:00" }}</updated>{{ range .Params.categories }}<category term="{{ . }}"/>{{ end }}{{ range .Params.tags }}<category term="{{ . }}"/>{{ end }}<summary>{{ .Summary | plainify }}</summary><content type="html">{{ .Content | html }}</content></entry>
{{ end }}</feed>
`

const JSON_FEED = (items: string): string => `{ "version": "https://jsonfeed.org/version/1.1", "title": {{ .Title | jsonify }}, "items": [
${items.replace('range', 'range $n, $page :=')}{{ if $n }},{{ end }}{ "id": {{ .Permalink | jsonify }}, "url": {{ .Permalink | jsonify }}, "title": {{ .Title | jsonify }}, "date_published": {{ .Date.Format "2006-01-02T15:04:05Z07:00" | jsonify }}, "tags": {{ .Params.tags | jsonify }}, "summary": {{ .Summary | plainify | jsonify }}, "content_html": {{ string .Content | jsonify }} }
{{ end }}] }
`

/** Everything of a Hugo site but its posts. */
export function makeHugoSite(dir: string): void {
  const files = { 'config.toml': CONFIG, ...layouts('index', HOME_ITEMS), ...layouts('_default/term', ITEMS) }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}

function layouts(kind: string, items: string): Record<string, string> {
  return { [`layouts/${kind}.rss.xml`]: RSS(items), [`layouts/${kind}.atom.atom`]: ATOM(items), [`layouts/${kind}.json.json`]: JSON_FEED(items) }
}
