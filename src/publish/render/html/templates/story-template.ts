// The built-in template of one story in a river, and that of its text. Text only.
// `dir=auto` looks at the first strong letter inside: the title's, or the text's where there is none; hence their order.

export const STORY = `<article class="story" dir="auto">
{{#isTitled}}
<h3 lang="{{language}}">{{#url}}<a href="{{url}}">{{/url}}{{title}}{{#url}}</a>{{/url}}</h3>
{{/isTitled}}
{{^isTitled}}
{{> text}}
{{/isTitled}}
<p class="meta">{{^isTitled}}{{#url}}<a href="{{url}}">{{/url}}{{/isTitled}}<time datetime="{{time.instant}}">{{time.clock}}</time>{{^isTitled}}{{#url}}</a>{{/url}}{{/isTitled}}{{#source}} · <b>{{#url}}<a href="{{url}}">{{/url}}<bdi>{{title}}</bdi>{{#url}}</a>{{/url}}</b>{{/source}}{{#authors}}{{#more}}, {{/more}}{{^more}} · {{/more}}{{#url}}<a href="{{url}}">{{/url}}<bdi>{{name}}</bdi>{{#url}}</a>{{/url}}{{/authors}}{{#alsoIn}}{{#more}}, {{/more}}{{^more}} · {{words.alsoIn}} {{/more}}{{#url}}<a href="{{url}}">{{/url}}<bdi>{{title}}</bdi>{{#url}}</a>{{/url}}{{/alsoIn}}{{#via}} · {{words.via}} <bdi>{{title}}</bdi>{{/via}}{{#linksTo}} · {{words.linksTo}} {{#url}}<a href="{{url}}">{{/url}}<bdi>{{host}}</bdi>{{#url}}</a>{{/url}}{{/linksTo}}{{#updated}} · {{words.updated}} <time datetime="{{instant}}">{{day}}</time>{{/updated}}{{#commentsUrl}} · <a href="{{commentsUrl}}">{{words.comments}}</a>{{/commentsUrl}}</p>
{{#isTitled}}
{{> text}}
{{/isTitled}}
{{#attachments}}
<p class="attachment">{{#soundUrl}}<audio controls preload="none" src="{{soundUrl}}"></audio>{{/soundUrl}}{{#url}}<a href="{{url}}">{{/url}}{{label}}{{#url}}</a>{{/url}}{{#facts}} · {{fact}}{{/facts}}</p>
{{/attachments}}
{{#hasTerms}}
<ul class="terms" role="list" aria-label="{{words.filedUnder}}">{{#categories}}<li><a href="{{url}}"><bdi>{{name}}</bdi></a></li>{{/categories}}{{#tags}}<li><a href="{{url}}">#<bdi>{{name}}</bdi></a></li>{{/tags}}</ul>
{{/hasTerms}}
</article>`

/** Whole, or an excerpt and the rest behind a fold; the style sheet hides an excerpt that is cut from the text once the fold is open. */
export const TEXT = `{{#whole}}
<div class="body" lang="{{language}}"{{#isTitled}} dir="auto"{{/isTitled}}>{{{whole}}}</div>
{{/whole}}
{{#excerpt}}
<p class="excerpt{{#isCut}} cut{{/isCut}}" lang="{{language}}"{{#isTitled}} dir="auto"{{/isTitled}}>{{excerpt}}</p>
{{/excerpt}}
{{#folded}}
<details><summary><span class="open">{{words.readOn}}</span><span class="shut">{{words.close}}</span>{{#isTitled}}<span class="unseen">: <bdi>{{title}}</bdi></span>{{/isTitled}}</summary>
<div class="body" lang="{{language}}" dir="auto">{{#imageUrl}}<p><img loading="lazy" src="{{imageUrl}}" alt=""></p>{{/imageUrl}}{{{folded}}}</div>{{#rights}}<p class="rights" dir="auto" lang="{{language}}">{{rights}}</p>{{/rights}}</details>
{{/folded}}
`
