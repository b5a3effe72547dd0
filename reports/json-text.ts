const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null

/**
 * JSON with a member or an item to a line, `levels` deep; below that, and for lists of texts and numbers, one line holds it
 * all. In documents with tens of thousands of small values the blanks of a full indentation would be a third of the text.
 */
export const jsonText = (value: unknown, levels: number, indent = ''): string => {
  if (levels === 0 || isScalar(value)) return JSON.stringify(value)
  const inner = `${indent}  `
  const lines = Array.isArray(value)
    ? value.every(isScalar)
      ? undefined
      : value.map((item) => inner + jsonText(item, levels - 1, inner))
    : Object.entries(value as object)
        .filter(([, each]) => each !== undefined)
        .map(([name, each]) => `${inner}${JSON.stringify(name)}: ${jsonText(each, levels - 1, inner)}`)
  if (lines === undefined || lines.length === 0) return JSON.stringify(value)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`
}
