// Runs in the browser, for browser.test.ts: builds documents from results and says what is wrong with them.

globalThis.ran = 0
globalThis.alert = () => {
  globalThis.ran += 1
}

/** Every result that holds what is not allowed, with what is wrong, and how many scripts ran over all. */
globalThis.findUnsafe = async (results, allowed) => {
  const wrong = []
  for (const html of results) {
    const inner = document.createElement('div')
    inner.innerHTML = html
    document.body.append(inner)
    const whole = new DOMParser().parseFromString(`<!DOCTYPE html><body>${html}</body>`, 'text/html')
    for (const element of [...inner.querySelectorAll('*'), ...whole.body.querySelectorAll('*')]) {
      wrong.push(...faultsOf(element, allowed).map((fault) => `${fault}: ${html}`))
    }
  }
  // Images that cannot be loaded tell their handlers so a little later.
  await new Promise((resolve) => {
    setTimeout(resolve, 300)
  })
  return { wrong, ran: globalThis.ran }
}

function faultsOf(element, allowed) {
  const faults = allowed.includes(element.localName) ? [] : [`element ${element.localName}`]
  if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') faults.push(`foreign ${element.localName}`)
  for (const { name, value } of element.attributes) {
    if (/^(?:on.*|style|id|name|srcset|srcdoc|target)$/u.test(name)) faults.push(`attribute ${name}`)
    if (/^(?:href|src|cite|poster)$/u.test(name) && !/^(?:https?|mailto):/u.test(value)) faults.push(`address ${value}`)
  }
  return faults
}

/** Every result of which the HTML parser builds another tree than the XML parser, which adds nothing and moves nothing. */
globalThis.findOtherTrees = (results) =>
  results.filter((html) => {
    const inner = document.createElement('div')
    inner.innerHTML = html
    const closed = html.replaceAll(/<((?:br|col|hr|img|source|wbr)(?: [^<>]*)?)>/gu, '<$1/>').replaceAll(/(<pre[^<>]*>)\n/gu, '$1')
    const xml = new DOMParser().parseFromString(`<div xmlns="http://www.w3.org/1999/xhtml">${closed}</div>`, 'application/xhtml+xml')
    return outlineOf(inner.childNodes) !== outlineOf(xml.documentElement.childNodes)
  })

/** No differences: a `tbody` that nobody wrote; a line end in an attribute, which XML reads as a blank. */
function outlineOf(nodes) {
  return [...nodes].map((node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return node.data
    const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value.replaceAll(/\s/gu, ' ')}"`).join('')
    const inside = outlineOf(node.childNodes)
    return node.localName === 'tbody' ? inside : `<${node.localName}${attributes}>${inside}</>`
  }).join('')
}
