// Zod's issues in the words of the config's author. Pure.

import type { core } from 'zod'
import { nearest } from './nearest.ts'
import type { ConfigPath } from './source-map.ts'
import { configJsonSchema } from '../schema.ts'

export interface Complaint {
  readonly path: ConfigPath
  readonly key: string | null // the key itself is wrong, not its value
  readonly message: string
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly propertyNames?: { readonly enum?: readonly string[] } // of a mapping whose values are all of one kind
  readonly additionalProperties?: SchemaNode | boolean
  readonly items?: SchemaNode
  readonly oneOf?: readonly SchemaNode[]
  readonly anyOf?: readonly SchemaNode[]
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, SchemaNode>>
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
}

export function complaintsOf(issue: core.$ZodIssue, config: unknown): Complaint[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(path)
    return issue.keys.map((key) => ({ path: [...path, key], key, message: known.includes(key) ? 'is not a key of this type' : `unknown key${didYouMean(key, known)}` }))
  }
  const inside = issue.code === 'invalid_union' ? complaintsWithin(issue, config) : []
  return inside.length > 0 ? inside : [{ path, key: null, message: describe(issue, valueAt(config, path)) }]
}

/** Of a value that has one of several forms and something wrong inside: none where it has none of them. */
function complaintsWithin({ errors, path }: core.$ZodIssueInvalidUnion, config: unknown): Complaint[] {
  const meant = errors.find((issues) => issues.length > 0 && issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'))
  return (meant ?? []).flatMap((issue) => complaintsOf({ ...issue, path: [...path, ...issue.path] }, config))
}

function describe(issue: core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}${typeof value === 'number' && issue.expected === 'string' ? ' (put it in quotes)' : ''}`
    case 'invalid_value':
      return oneOf(issue.values.map(String), value)
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options.filter((option) => typeof option === 'string'), value) : issue.message
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? issue.message : `must be at least ${issue.minimum}`
    case 'too_big':
      return `must be at most ${issue.maximum}`
    default:
      return issue.message
  }
}

function oneOf(options: readonly string[], value: unknown): string {
  return `must be ${options.join(' or ')}${typeof value === 'string' ? didYouMean(value, options) : ''}`
}

function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates)
  return meant === null ? '' : ` (did you mean ${meant}?)`
}

/** The keys that the schema knows at a path; of all variants where a mapping has several. */
function keysAt(path: ConfigPath): string[] {
  const root = configJsonSchema() as SchemaNode
  let nodes: SchemaNode[] = [root]
  for (const part of path) nodes = nodes.flatMap((node) => childrenOf(node, part)).map((node) => defined(node, root))
  return [...new Set(nodes.flatMap(variantsOf).flatMap((node) => node.propertyNames?.enum ?? Object.keys(node.properties ?? {})))]
}

function childrenOf(parent: SchemaNode, part: string | number): SchemaNode[] {
  return variantsOf(parent).flatMap((node) => (typeof part === 'number' ? node.items : (node.properties?.[part] ?? valuesOf(node))) ?? [])
}

/** What a reference stands for. */
function defined(node: SchemaNode, root: SchemaNode): SchemaNode {
  return (node.$ref === undefined ? undefined : root.$defs?.[node.$ref.replace('#/$defs/', '')]) ?? node
}

/** What every key of a mapping of names holds. */
function valuesOf({ additionalProperties }: SchemaNode): SchemaNode | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

function variantsOf(node: SchemaNode): readonly SchemaNode[] {
  return node.oneOf ?? node.anyOf ?? [node]
}

function valueAt(config: unknown, path: ConfigPath): unknown {
  let value = config
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string | number, unknown>)[part]
  }
  return value
}
