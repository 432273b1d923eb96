// The built-in template of index.html, and that of the box that says how to subscribe. Text only.

export const DIRECTORY = `<div class="head"><div>
<h1><bdi>{{site.title}}</bdi></h1>
{{#site.description}}
<p class="lede" dir="auto">{{site.description}}</p>
{{/site.description}}
<p class="facts">{{feeds}}{{#stories}} · {{stories}}{{/stories}}{{#changed}} · {{words.changed}} <time datetime="{{instant}}">{{day}}</time>{{/changed}}</p></div>
{{#everything}}
{{> subscribe}}
{{/everything}}
</div>
{{^hasGroups}}
<p class="empty">{{words.emptySite}}</p>
{{/hasGroups}}
{{#hasGroups}}
<search class="find" id="find" hidden><label for="q">{{words.search}}</label>
<input id="q" type="search" autocomplete="off" spellcheck="false"><output for="q" data-none="{{words.noMatch}}" data-found="{{words.found}}" data-copy="{{words.copy}}" data-copied="{{words.copied}}"></output></search>
<nav class="jump" aria-label="{{words.groups}}">{{#groups}}{{#more}} {{/more}}<span><a href="#{{id}}">{{name}}</a> {{number}}</span>{{/groups}}</nav>
{{/hasGroups}}
{{#groups}}
<section class="group" id="{{id}}" aria-labelledby="{{id}}-name">
<h2 id="{{id}}-name">{{name}} <small>{{count}}</small></h2>
<ul class="feeds" role="list">
{{#feeds}}
<li><div class="name">{{#url}}<a href="{{url}}">{{/url}}<bdi>{{title}}</bdi>{{#url}}</a>{{/url}}<span class="n">{{number}}</span></div><small>{{#forms}}<a href="{{url}}">{{name}}</a>{{/forms}}{{#changed}}<span><time datetime="{{instant}}">{{day}}</time></span>{{/changed}}</small></li>
{{/feeds}}
</ul></section>
{{/groups}}
<p class="pages facts"><a href="{{allOpmlUrl}}" type="text/x-opml">{{words.allAsOpml}}</a></p>`

export const SUBSCRIBE = `<section class="ways" aria-labelledby="subscribe"><h2 id="subscribe">{{#heading.url}}<a href="{{heading.url}}">{{heading.name}}</a>{{/heading.url}}{{^heading.url}}{{heading.name}}{{/heading.url}}</h2>
<ul role="list">{{#alternates}}<li><a href="{{url}}" type="{{mediaType}}">{{name}}</a> <code>{{{address}}}</code></li>{{/alternates}}</ul>
<p>{{words.howTo}}</p>
{{#opmlUrl}}
<p><a href="{{opmlUrl}}" type="text/x-opml">{{words.sourcesAsOpml}}</a></p>
{{/opmlUrl}}
<details><summary>{{words.whatIsAFeed}}</summary><p>{{words.aFeedIs}}</p></details></section>
`
