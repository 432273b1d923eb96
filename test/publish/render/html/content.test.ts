import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { embedContent } from '../../../../src/publish/render/html/content.ts'

describe('embedContent', () => {
  const cases = [
    { it: 'leaves plain prose alone', html: '<p>One &lt; <b>two</b></p>', expect: '<p>One &lt; <b>two</b></p>' },
    { it: 'puts headings below the story’s own', html: '<h1>a</h1><h2>b</h2>', expect: '<h4>a</h4><h5>b</h5>' },
    { it: 'closes gaps between headings', html: '<h2>a</h2><h6>b</h6>', expect: '<h4>a</h4><h5>b</h5>' },
    { it: 'begins at h4 with whatever comes first', html: '<h5>a</h5><h2>b</h2>', expect: '<h4>a</h4><h4>b</h4>' },
    { it: 'goes no deeper than h6', html: '<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4>', expect: '<h4>a</h4><h5>b</h5><h6>c</h6><h6>d</h6>' },
    { it: 'keeps the attributes of headings', html: '<h2 lang="fr">a</h2>', expect: '<h4 lang="fr">a</h4>' },
    { it: 'takes no other element for a heading', html: '<hr><header>a</header>', expect: '<hr><header>a</header>' },
    { it: 'leaves the page its one main', html: '<main><nav>a</nav></main>', expect: '<div><div>a</div></div>' },
    { it: 'loads images late', html: '<img src="https://e.example/i.png">', expect: '<img alt loading=lazy decoding=async src="https://e.example/i.png">' },
    { it: 'keeps what images say of themselves', html: '<img src="https://e.example/i.png" alt="A tin">', expect: '<img loading=lazy decoding=async src="https://e.example/i.png" alt="A tin">' },
    { it: 'calls a link of a picture that says nothing by its host', html: '<a href="https://e.example:8/x"><img src="i" alt=""></a>', expect: '<a aria-label=e.example href="https://e.example:8/x"><img loading=lazy decoding=async src="i" alt=""></a>' },
    { it: 'lets a picture or a text name its link', html: '<a href="https://e.example/"><img src="i" alt="A tin"></a><a href="https://e.example/"><b>a</b></a>', expect: '<a href="https://e.example/"><img loading=lazy decoding=async src="i" alt="A tin"></a><a href="https://e.example/"><b>a</b></a>' },
    { it: 'lets the keyboard reach wide blocks', html: '<pre>a</pre><table></table>', expect: '<pre tabindex=0>a</pre><table tabindex=0></table>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(embedContent(c.html), c.expect))

  it('cannot be made to break out of an attribute', () => {
    const hostile = '<img alt="<img <pre <h1 <main onerror=alert(1)>" src="https://e.example/i.png">'
    assert.equal((embedContent(hostile).match(/"/gu) ?? []).length, 4)
  })
})
