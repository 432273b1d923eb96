// A live feed's envelope, whole and unremarkable, for tests to change one thing in.

import type { Envelope } from '../../../src/publish/render/envelope.ts'

export const ENVELOPE: Envelope = {
  id: 'tag:mill.example.org,2026:feed:all',
  kind: 'all',
  title: 'Example Mill',
  label: 'Example Mill',
  description: 'What the mill ground',
  link: 'https://mill.example.org/',
  address: 'https://mill.example.org/all',
  formats: ['rss', 'atom', 'json', 'html'],
  currentAddress: null,
  olderAddress: null,
  language: 'en',
  ttl: 15,
  entries: 2,
  updatedAt: Date.UTC(2026, 0, 11),
  author: { name: 'Mia Miller', email: null, url: null },
  icon: null,
  deleted: [],
}
