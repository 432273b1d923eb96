// The built-in templates of what every page has around it, and of the page at a former address. Text only.

export const PAGE = `<!doctype html>
<html lang="{{words.language}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{{policy}}}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{{title}}</title>
<meta name="description" content="{{description}}">
<link rel="canonical" href="{{url}}">
{{#alternates}}
<link rel="alternate" type="{{mediaType}}" title="{{title}} ({{name}})" href="{{url}}">
{{/alternates}}
{{#links}}
<link rel="{{rel}}" href="{{url}}">
{{/links}}
<style>{{{style}}}</style>
</head>
<body>
<a class="skip" href="#main">{{words.skip}}</a>
<header class="bar"><a href="{{home}}">{{site.title}}</a>
<nav aria-label="{{words.site}}"><a href="{{everythingUrl}}">{{words.everything}}</a> <a href="{{home}}">{{words.allFeeds}}</a></nav></header>
<main id="main">
{{{main}}}
</main>
<footer class="foot"><span>{{site.title}}</span><span>{{words.madeBy}}</span></footer>
{{#script}}
<script>{{{script}}}</script>
{{/script}}
</body>
</html>
`

export const MOVED = `<!doctype html>
<html lang="{{words.language}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url={{url}}">
<title>{{title}}</title>
<link rel="canonical" href="{{url}}">
{{#alternates}}
<link rel="alternate" type="{{mediaType}}" title="{{title}} ({{name}})" href="{{url}}">
{{/alternates}}
</head>
<body>
<p><a href="{{url}}"><bdi>{{title}}</bdi></a></p>
</body>
</html>
`
