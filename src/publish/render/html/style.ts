// The one style sheet, inlined into every page so that a page is whole by itself. No image or address from elsewhere.
// Only logical properties: every rule works from right to left as well.

import { ARABIC, LIGHT, MONO, ROOT, SERIF } from '../../../formats/html/palette.ts'

const HAN_TRADITIONAL = '"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC","Noto Sans TC"'
const KANA = '"Hiragino Sans","Yu Gothic","Noto Sans CJK JP","Noto Sans JP"'

const BASE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-block-start:1rem}
body{margin:0 auto;max-width:64rem;padding:0 clamp(1rem,4vw,2.5rem);background:var(--paper);color:var(--ink);
font:1.0625rem/1.6 var(--serif);overflow-wrap:anywhere;font-kerning:normal;text-rendering:optimizeLegibility}
h1,h2,h3,p,ul,ol,dl,figure,blockquote,pre,table{margin:0}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--line);text-decoration-thickness:1px;text-underline-offset:.2em}
a:hover{color:var(--mark);text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--mark);outline-offset:3px;border-radius:2px}
code,pre,kbd,samp{font-family:${MONO};font-size:.86em;font-variant-ligatures:none}
.unseen,.skip:not(:focus){position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{position:absolute;inset-block-start:.75rem;padding:.4rem .8rem;background:var(--paper);z-index:2}
.lede{color:var(--soft);font-size:1.1875rem;line-height:1.5;max-inline-size:38rem;text-wrap:pretty}
.facts,.meta,.terms,.bar,.foot,.attachment,.rights,.ways,summary,
.jump,.feeds small,.feeds .n{font-family:var(--sans);font-size:.8125rem;line-height:1.5;color:var(--soft)}
.facts{font-variant-numeric:tabular-nums}
:is([lang|=zh],[lang|=ja],[lang|=ko]):not(html){line-height:1.75}
:is([lang=zh-TW],[lang=zh-HK],[lang|=zh-Hant]){font-family:${SERIF},${HAN_TRADITIONAL},serif}
[lang|=ja]{font-family:${SERIF},${KANA},serif}
:is([lang|=ar],[lang|=fa],[lang|=ur],[lang|=he]){line-height:1.85}
:is([lang|=ar],[lang|=fa],[lang|=ur]){font-family:${ARABIC},var(--serif)}
`

const FRAME = `
.bar{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;padding-block:1.25rem;border-block-end:1px solid var(--line)}
.bar a{text-decoration:none}
.bar>a{color:var(--ink);font-weight:600;letter-spacing:.01em}
.bar nav{display:flex;gap:1.25rem}
.bar a:hover{color:var(--mark)}
.head{padding-block:clamp(2rem,6vw,3.75rem) clamp(1.75rem,4vw,2.75rem);display:grid;gap:1.25rem 3rem;align-items:start}
.head>div{display:grid;gap:.75rem;min-inline-size:0}
.head .kind{font:600 .75rem/1.4 var(--sans);letter-spacing:.09em;text-transform:uppercase;color:var(--mark)}
.empty:lang(zh),.body :is(em,i,h5,h6):is(:lang(zh),:lang(ja),:lang(ko)){font-style:normal}
h1{font-size:clamp(2rem,1.4rem + 3vw,3.25rem);line-height:1.12;font-weight:600;letter-spacing:-.015em;text-wrap:balance}
h1:lang(zh){line-height:1.3;letter-spacing:0}
.foot{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;padding-block:1.5rem 3rem;border-block-start:1px solid var(--line)}
.ways{display:grid;gap:.6rem;padding:1.1rem 1.25rem 1.2rem;min-inline-size:0;background:var(--wash);border-radius:.5rem}
.ways h2{font-size:.9375rem;font-weight:600;color:var(--ink)}
.ways ul{list-style:none;padding:0;display:grid;gap:.45rem}
.ways li{display:grid;grid-template-columns:5.75rem 1fr;gap:.75rem;align-items:baseline}
.ways li a{font-size:.75rem;font-weight:600;color:var(--paper);background:var(--ink);
text-align:center;white-space:nowrap;text-decoration:none;border-radius:.3rem;padding:.08rem .3rem}
.ways li a:hover{background:var(--mark)}
.ways code{font-size:.75rem;user-select:all;overflow-wrap:anywhere;color:var(--ink)}
.ways summary{display:inline-block}
.ways details p{max-inline-size:38rem;padding-block-start:.3rem}
.pages{display:flex;flex-wrap:wrap;justify-content:space-between;gap:1rem;padding-block:1.5rem;border-block-start:1px solid var(--line)}
.empty{padding-block:3rem 5rem;color:var(--soft);font-style:italic;border-block-start:1px solid var(--line)}
`

const RIVER = `
.date{border-block-start:1px solid var(--line);padding-block:1.6rem 0;display:grid;gap:.9rem 3rem}
.date>div{min-inline-size:0}
.date>h2{font:400 .8125rem/1.35 var(--sans);color:var(--soft)}
.date>h2 b{font:400 1.0625rem/1.35 var(--serif);color:var(--ink)}
.story{padding-block:0 2.25rem;display:grid;gap:.4rem;min-inline-size:0;justify-items:start}
.story>*{max-inline-size:100%;min-inline-size:0}
.story h3{font-size:1.4375rem;line-height:1.28;font-weight:600;letter-spacing:-.006em;text-wrap:pretty}
.story h3 a{text-decoration:none}
.story h3 a:hover{text-decoration:underline}
.story h3 a:visited:not(:hover){color:color-mix(in srgb,var(--ink) 72%,var(--paper))}
.story h3:lang(zh),.story h3:lang(ja),.story h3:lang(ko){line-height:1.45;letter-spacing:0}
.story h3:lang(ar),.story h3:lang(fa),.story h3:lang(ur),.story h3:lang(he){line-height:1.5;letter-spacing:0}
.meta b{font-weight:600;color:var(--ink)}
.meta a{text-decoration:none}
.meta a:hover{text-decoration:underline}
.meta time{font-variant-numeric:tabular-nums}
.story:has(>details[open])>.cut{display:none}
summary{cursor:pointer;color:var(--mark);inline-size:fit-content;list-style:none;padding-block:.15rem}
summary::-webkit-details-marker{display:none}
summary:hover{text-decoration:underline;text-underline-offset:.2em}
summary::after{content:" +"}
details[open]>summary::after{content:" \\2212"}
details:not([open]) .shut,details[open] .open{display:none}
.story details{inline-size:100%}
.terms{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.1rem .9rem}
.terms li{min-inline-size:0}
.terms a{text-decoration:none}
.terms a:hover{text-decoration:underline}
.attachment{inline-size:100%}
.attachment audio{display:block;margin-block-end:.35rem;inline-size:100%;max-inline-size:26rem;block-size:2.5rem}
.rights{padding-block-start:.75rem}
`

const CONTENT = `
.body{display:flow-root;inline-size:100%}
.body>*+*,.body div>*+*{margin-block-start:.9em}
details>.body{padding-block:.6rem .25rem;font-size:1.0625rem;line-height:1.65}
details>.body:is([lang|=zh],[lang|=ja],[lang|=ar],[lang|=fa],[lang|=he]){line-height:1.85}
.body :is(h4,h5,h6){margin-block:1.5em 0;font-size:1.0625rem;line-height:1.35}
.body :is(h5,h6){font-size:1rem;font-style:italic}
.body a{text-decoration-color:var(--mark)}
.body :is(ul,ol,dd){padding-inline-start:1.4em;margin-inline-start:0}
.body li+li{margin-block-start:.3em}
.body :is(img,video,audio){max-inline-size:100%;block-size:auto;border-radius:.25rem}
.body figcaption{font:.8125rem/1.5 var(--sans);color:var(--soft);padding-block-start:.4em}
.body blockquote{border-inline-start:2px solid var(--mark);padding-inline-start:1.1em;color:var(--soft);font-style:italic}
.body blockquote:is(:lang(zh),:lang(ja),:lang(ko),:lang(ar),:lang(he)){font-style:normal}
.body pre{direction:ltr;text-align:left;overflow-x:auto;
background:var(--wash);border-radius:.4rem;padding:.85rem 1rem;line-height:1.5;tab-size:2;overflow-wrap:normal}
.body pre code{font-size:.8125rem}
.body :not(pre)>code{background:var(--wash);border-radius:.2rem;padding:.08em .3em;overflow-wrap:anywhere}
.body table{display:block;overflow-wrap:normal;inline-size:fit-content;max-inline-size:100%;overflow-x:auto;
border-collapse:collapse;font:.875rem/1.5 var(--sans);font-variant-numeric:tabular-nums}
.body :is(th,td){text-align:start;vertical-align:top;padding:.4rem 1.2rem .4rem 0;padding-inline:0 1.2rem;border-block-end:1px solid var(--line)}
.body th{font-weight:600;color:var(--soft)}
.body hr{border:0;border-block-start:1px solid var(--line);margin-block:1.5em}
`

// `content-visibility`: a browser lays out only the rows in sight, of two thousand a hundredth.
const DIRECTORY = `
.jump{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;padding-block-end:1.5rem}
.jump a{color:var(--ink)}
.find{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:baseline;padding-block-end:.75rem;font:.8125rem/1.5 var(--sans);color:var(--soft)}
.find[hidden]{display:none}
.find input{font:1rem/1.4 var(--sans);inline-size:min(24rem,100%);padding:.5rem .75rem;color:var(--ink);
background:var(--wash);border:1px solid var(--soft);border-radius:.4rem}
.group{border-block-start:1px solid var(--line);padding-block:1.5rem 2.25rem}
.group>h2{font-size:1.375rem;line-height:1.3;font-weight:600;padding-block-end:.9rem}
.group>h2 small{font:400 .8125rem/1.5 var(--sans);color:var(--soft);margin-inline-start:.5rem}
.feeds{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:1.15rem 2.25rem}
.feeds li{min-inline-size:0;content-visibility:auto;contain-intrinsic-size:auto 3.2rem;overflow-clip-margin:.5rem}
.feeds li[hidden],.group[hidden]{display:none}
.feeds .name{display:flex;gap:.75rem;justify-content:space-between;align-items:baseline;line-height:1.4}
.feeds .name a{display:inline-block;min-block-size:1.5rem;text-decoration:none;min-inline-size:0}
.feeds .name a:hover{text-decoration:underline}
.feeds .n{flex-shrink:0;font-variant-numeric:tabular-nums}
.feeds small{display:flex;flex-wrap:wrap;gap:0 .8rem;font-variant-numeric:tabular-nums}
.feeds small :is(a,button){min-block-size:1.5rem;display:inline-block;line-height:1.5rem}
.feeds small{line-height:1.5rem}
.feeds small a{text-decoration:none}
.feeds small a:hover{text-decoration:underline}
.feeds button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;
text-decoration:underline;text-decoration-color:var(--line);text-underline-offset:.2em}
.feeds button:hover{color:var(--mark)}
`

const WIDE = `
@media(min-width:52rem){
.date{grid-template-columns:9.5rem minmax(0,42rem)}
.date>h2{position:sticky;inset-block-start:1.5rem;block-size:fit-content}
.date>h2 time{display:grid;gap:.1rem}
.date>h2 b{font-size:2.5rem;line-height:1}
.date>h2 .month,.date>h2 .weekday{order:1}
.head{grid-template-columns:minmax(0,1fr) 24rem}
.date~.pages{padding-inline-start:12.5rem}
}
`

const PRINT = `
@media print{
:root{color-scheme:light;${LIGHT};--paper:#fff}
body{max-width:none;font-size:10.5pt;padding:0}
.bar nav,.skip,.ways,.find,.pages,summary,audio,.feeds button{display:none}
.story,.feeds li{break-inside:avoid}
a{text-decoration:none}
}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`

export const STYLE = [ROOT, BASE, FRAME, RIVER, CONTENT, DIRECTORY, WIDE, PRINT].join('').replaceAll('\n', '')
