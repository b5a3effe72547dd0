import { stripTypeScriptTypes } from 'node:module'
import { parseSync } from 'vite'

/**
 * What Node makes of a file when it runs it: types become blanks, so that every line and column stays. Relative
 * imports name the compiled file; `.js` is as long as `.ts`.
 */
export const toJavaScript = (path: string, text: string): string => {
  const { module } = parseSync(path, text)
  const requests = [
    ...module.staticImports.map((each) => each.moduleRequest),
    ...module.staticExports.flatMap((each) => each.entries.flatMap((entry) => entry.moduleRequest ?? [])),
    ...module.dynamicImports.map((each) => each.moduleRequest),
  ]
  let compiled = text
  for (const { start, end } of requests) {
    const renamed = text.slice(start, end).replace(/^(['"]\..*)\.ts(['"])$/, '$1.js$2')
    compiled = compiled.slice(0, start) + renamed + compiled.slice(end)
  }
  return stripTypeScriptTypes(compiled)
}
