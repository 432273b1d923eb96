// The built-in template of a feed's page: what it is, how to subscribe, its stories by day. Text only.

export const FEED = `<div class="head"><div>
<p class="kind">{{kind}}{{#isArchive}} · {{words.archive}}{{/isArchive}}</p>
<h1><bdi>{{title}}</bdi></h1>
{{#description}}
<p class="lede" dir="auto">{{description}}</p>
{{/description}}
<p class="facts">{{stories}}{{#changed}} · {{words.changed}} <time datetime="{{instant}}">{{day}}</time>{{/changed}}</p></div>
{{#heading}}
{{> subscribe}}
{{/heading}}
</div>
{{^days}}
<p class="empty">{{words.emptyFeed}}</p>
{{/days}}
{{#days}}
<section class="date"><h2><time datetime="{{date}}">{{#parts}}{{#isNumber}}<b>{{text}}</b>{{/isNumber}}{{^isNumber}}<span class="{{part}}">{{text}}</span>{{/isNumber}}{{/parts}}</time></h2><div>
{{{html}}}
</div></section>
{{/days}}
{{#pages}}
<nav class="pages" aria-label="{{words.pages}}">{{#newerUrl}}<a href="{{newerUrl}}" rel="current">← {{words.newest}}</a>{{/newerUrl}}{{^newerUrl}}<span></span>{{/newerUrl}}{{#olderUrl}}<a href="{{olderUrl}}" rel="prev">{{words.older}} →</a>{{/olderUrl}}</nav>
{{/pages}}
`
