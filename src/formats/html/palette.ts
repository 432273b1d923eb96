// Colours and fonts of every page of ours, for readers and for the operator. No font from elsewhere.

export const LIGHT = '--paper:#fcfbf8;--ink:#1c1b19;--soft:#67625a;--line:#e5e0d6;--wash:#f4f1ea;--mark:#9a3412'
const DARK = '--paper:#151412;--ink:#e9e5dd;--soft:#a39c90;--line:#34312b;--wash:#1f1d1a;--mark:#f2a277'

// Latin letters come from the first fonts, Han and Arabic ones from those after them, so that mixed lines are set well too.
export const SERIF = '"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Charter,Georgia,"Noto Serif","DejaVu Serif"'
const SANS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans"'
const HAN = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC"'
export const ARABIC = '"Noto Naskh Arabic","Geeza Pro","Sakkal Majalla","Times New Roman"'
export const MONO = 'ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace'

/** The variables that the rules of a style sheet use. */
export const ROOT = `
:root{color-scheme:light dark;${LIGHT};--serif:${SERIF},${HAN},${ARABIC},serif;--sans:${SANS},${HAN},sans-serif}
@media(prefers-color-scheme:dark){:root{${DARK}}}
`
