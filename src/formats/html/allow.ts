// What may be in HTML that we pass on: elements, their attributes, and where each element stands in a document.
// An element that is not named here loses its tags; its text stays.

/**
 * How an element behaves where tags are missing or crossed, after the HTML standard's tree construction:
 * `formatting` reopens behind a paragraph that it was cut off by; `gone` vanishes with all it holds; `ignored` never holds anything.
 */
export type Role =
  | 'inline'
  | 'formatting'
  | 'link'
  | 'ruby'
  | 'media'
  | 'paragraph'
  | 'block'
  | 'heading'
  | 'item'
  | 'table'
  | 'caption'
  | 'columns'
  | 'column'
  | 'section'
  | 'row'
  | 'cell'
  | 'break'
  | 'line'
  | 'image'
  | 'source'
  | 'gone'
  | 'ignored'

/** How an attribute's value is checked; what fails is left out. */
export type AttributeKind = 'text' | 'url' | 'count' | 'integer' | 'flag' | 'direction' | 'numbering' | 'scope'

export interface ElementRule {
  readonly name: string
  readonly role: Role
  readonly start: string // the start tag without attributes
  readonly end: string
  readonly keepsEmpty: boolean // stays when it holds nothing
  readonly attributes: Readonly<Record<string, AttributeKind | undefined>>
}

const EVERYWHERE: Readonly<Record<string, AttributeKind>> = { dir: 'direction', lang: 'text', title: 'text' }

const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, AttributeKind>>>> = {
  a: { href: 'url' },
  audio: { src: 'url' },
  blockquote: { cite: 'url' },
  col: { span: 'count' },
  colgroup: { span: 'count' },
  del: { cite: 'url', datetime: 'text' },
  details: { open: 'flag' },
  img: { src: 'url', alt: 'text', width: 'count', height: 'count' },
  ins: { cite: 'url', datetime: 'text' },
  li: { value: 'integer' },
  ol: { start: 'integer', reversed: 'flag', type: 'numbering' },
  q: { cite: 'url' },
  source: { src: 'url', type: 'text' },
  td: { colspan: 'count', rowspan: 'count' },
  th: { colspan: 'count', rowspan: 'count', scope: 'scope', abbr: 'text' },
  time: { datetime: 'text' },
  video: { src: 'url', poster: 'url', width: 'count', height: 'count' },
}

const ELEMENTS: Readonly<Record<Role, string>> = {
  inline: 'abbr acronym bdi bdo cite del dfn ins kbd mark q ruby samp span sub sup time var',
  formatting: 'b big code em i s small strike strong tt u',
  link: 'a',
  ruby: 'rb rp rt rtc',
  media: 'audio video',
  paragraph: 'p',
  block:
    'address article aside blockquote center details div dl figcaption figure footer header hgroup main menu nav ol pre search ' +
    'section summary ul',
  heading: 'h1 h2 h3 h4 h5 h6',
  item: 'dd dt li',
  table: 'table',
  caption: 'caption',
  columns: 'colgroup',
  column: 'col',
  section: 'tbody tfoot thead',
  row: 'tr',
  cell: 'td th',
  break: 'br wbr',
  line: 'hr',
  image: 'img',
  source: 'source',
  gone:
    'applet button datalist dialog iframe math noembed noframes noscript object option plaintext script select style svg ' +
    'template textarea title xmp',
  ignored: 'area base basefont bgsound command embed frame image input isindex keygen link meta param track',
}

const KEEPS_EMPTY: ReadonlySet<Role> = new Set(['item', 'ruby', 'caption', 'columns', 'section', 'row', 'cell'])

/** By name in lower case. */
export const RULES: ReadonlyMap<string, ElementRule> = new Map(
  Object.entries(ELEMENTS).flatMap(([role, names]) => names.split(' ').map((name) => [name, makeRule(name, role as Role)] as const)),
)

/** For an element of no meaning to us that must be followed to its end because it hides what it holds. */
export function unknownRule(name: string): ElementRule {
  return { name, role: 'inline', start: '', end: '', keepsEmpty: false, attributes: EVERYWHERE }
}

/** Attributes that decide about an element without being passed on: is it hidden, where is its image. */
const TELLING = 'hidden style srcset data-src data-original data-lazy-src data-srcset data-lazy-srcset'

/** Every attribute worth reading. */
export const READ_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...TELLING.split(' '),
  ...Object.keys(EVERYWHERE),
  ...Object.values(ATTRIBUTES).flatMap((kinds) => Object.keys(kinds)),
])

/** The rule of an element that is known to be in the list. */
export function ruleOf(name: string): ElementRule {
  return RULES.get(name) ?? unknownRule(name)
}

function makeRule(name: string, role: Role): ElementRule {
  const attributes = { ...EVERYWHERE, ...ATTRIBUTES[name] }
  Object.setPrototypeOf(attributes, null)
  return { name, role, start: `<${name}>`, end: `</${name}>`, keepsEmpty: KEEPS_EMPTY.has(role), attributes }
}
