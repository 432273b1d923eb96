// A template and its data to HTML: the operator's template where there is one, else the built-in one. Every value is escaped but those
// that a template asks for in three braces, which are HTML of ours.

import Mustache from 'mustache'
import { escapeHtml } from '../../../../formats/html.ts'
import type { SiteSettings } from '../../../../settings/settings.ts'
import { DIRECTORY, SUBSCRIBE } from './directory-template.ts'
import { FEED } from './feed-template.ts'
import { MOVED, PAGE } from './page-template.ts'
import { STORY, TEXT } from './story-template.ts'

const BUILT_IN: Readonly<Record<string, string>> = { page: PAGE, directory: DIRECTORY, feed: FEED, story: STORY, moved: MOVED, subscribe: SUBSCRIBE, text: TEXT }

/** @param data  plain values, lists and objects; every name that the template may ask for is there, null where it has no value */
export function fill(name: 'page' | 'directory' | 'feed' | 'story' | 'moved', data: object, { templates }: Pick<SiteSettings, 'templates'>): string {
  const parts = { ...BUILT_IN, ...templates }
  return Mustache.render(parts[name] ?? '', data, parts, { escape })
}

/** Mustache hands over numbers as they are. */
function escape(value: unknown): string {
  return escapeHtml(String(value))
}
