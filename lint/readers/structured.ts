import { isMap, isPair, isScalar, isSeq } from 'yaml'
import type { Setting } from '../model.ts'
import { parseYaml } from './yaml.ts'

type Node = unknown

const DEEPEST = 40

const walk = (node: Node, name: string, lineAt: (offset: number) => number, depth = 0): readonly Setting[] => {
  if (depth > DEEPEST) return []
  if (isScalar(node)) {
    const line = lineAt(node.range?.[0] ?? 0)
    return node.value === null ? [] : [{ name, value: String(node.value), line }]
  }
  if (isSeq(node)) return node.items.flatMap((item) => walk(item, name, lineAt, depth + 1))
  if (!isMap(node)) return []
  return node.items.flatMap((pair) => {
    const key = isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : ''
    return walk(pair.value, name === '' ? key : `${name}.${key}`, lineAt, depth + 1)
  })
}

/** YAML, and JSON, which is YAML; names of members are put together by dots. */
export const readYaml = (text: string): readonly Setting[] => {
  const { documents, lineAt } = parseYaml(text)
  return documents.flatMap(({ contents }) => walk(contents, '', lineAt))
}
