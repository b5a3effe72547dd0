import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Document, isMap, isScalar, parseDocument, YAMLMap } from 'yaml'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { findConfiguration } from '#suites/kit/config/read.ts'
import type { ServiceEntry } from '#suites/kit/config/schema-service.ts'

/** A configuration to which a target is added. */
export interface ConfigurationFile {
  readonly name: string
  /** Of the targets that it has. */
  readonly ids: readonly string[]
  /** With the target, its members remarked upon by name: `client.redirectUri`. */
  readonly withTarget: (id: string, entry: ServiceEntry, remarks: Readonly<Record<string, string>>) => string
}

const HEADING = ' Services of ours, for npx aai service: docs/services.md of aai-conformance names every member.'

const documentOf = (name: string, text: string): Document => {
  if (text.trim() === '') {
    const fresh = new Document({ targets: {} })
    fresh.commentBefore = HEADING
    return fresh
  }
  const document: Document = parseDocument(text)
  const [error] = document.errors
  if (error) throw new ConfigurationError(`${name} is no YAML: ${error.message.split('\n', 1)[0]?.replace(/:$/, '')}.`)
  if (document.contents === null) return documentOf(name, '')
  if (!isMap(document.contents))
    throw new ConfigurationError(`${name} holds no configuration: name its targets below "targets:".`)
  return document
}

/** As one tells it: who it is, how it is used, how it is started. */
const ORDER: readonly string[] = [
  ...['kind', 'profile', 'port', 'client', 'login', 'loginForm', 'loginClick', 'whoami', 'logout'],
  ...['driver', 'ownHosts', 'start'],
]

const inOrder = (entry: ServiceEntry): object =>
  Object.fromEntries(Object.entries(entry).toSorted(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other)))

const remark = (node: unknown, path: readonly string[], words: string): void => {
  if (!isMap(node)) return
  const [name, ...rest] = path
  const pair = node.items.find(({ key }) => String(key) === name)
  if (rest.length > 0) remark(pair?.value, rest, words)
  else if (isMap(pair?.value)) pair.value.commentBefore = ` ${words}`
  else if (isScalar(pair?.value)) pair.value.comment = ` ${words}`
}

/** Short objects are read best on one line. */
const flowing = (node: unknown): void => {
  if (!isMap(node)) return
  for (const { key, value } of node.items) {
    flowing(value)
    if (isMap(value) && String(key) === 'whoami') value.flow = true
  }
}

/** Where the targets stand last nothing before them is written anew, to the last blank; undefined where they do not. */
const below = (document: Document, text: string, id: string, node: unknown): string | undefined => {
  const last = isMap(document.contents) ? document.contents.items.at(-1) : undefined
  const targets = last?.value
  if (String(last?.key) !== 'targets' || !isMap(targets) || targets.flow) return undefined
  const [first] = targets.items
  const start = isScalar(first?.key) ? (first.key.range?.[0] ?? 0) : 0
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1)
  if (start === 0 || indent === 0) return undefined
  const lines = new Document({ [id]: node }).toString({ lineWidth: 0 }).trimEnd().split('\n')
  return `${text.trimEnd()}\n${lines.map((line) => ' '.repeat(indent) + line).join('\n')}\n`
}

/** What holds the targets of a folder, or is to hold them. Throws where a program does. */
export const configurationIn = async (folder: string): Promise<ConfigurationFile> => {
  const name = findConfiguration(folder) ?? 'aai.config.yaml'
  if (!/\.(ya?ml|json)$/.test(name)) {
    throw new ConfigurationError(
      `${name} is a program, which nothing is added to: name a folder without it by --dir, and copy the target over.`,
    )
  }
  const path = join(folder, name)
  const text = existsSync(path) ? await readFile(path, 'utf8') : ''
  const document = documentOf(name, text)
  const targets = document.get('targets')
  const ids = isMap(targets) ? targets.items.map(({ key }) => String(key)) : []
  return {
    name,
    ids,
    withTarget: (id, entry, remarks) => {
      const node = document.createNode(inOrder(entry))
      flowing(node)
      for (const [path, words] of Object.entries(remarks)) remark(node, path.split('.'), words)
      const appended = text.trim() === '' || name.endsWith('.json') ? undefined : below(document, text, id, node)
      if (appended !== undefined) return appended
      const added = document.clone()
      if (!isMap(added.get('targets'))) added.set('targets', new YAMLMap())
      added.setIn(['targets', id], node)
      return name.endsWith('.json') ? `${JSON.stringify(added.toJSON(), null, 2)}\n` : added.toString({ lineWidth: 0 })
    },
  }
}

/** All of it, or nothing: whoever stops us in between has the file that was there. */
export const writeWhole = async (folder: string, name: string, text: string): Promise<void> => {
  const path = join(folder, name)
  const beside = `${path}.${process.pid}.new`
  await writeFile(beside, text)
  await rename(beside, path)
}
