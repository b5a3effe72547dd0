import { assertionSigned, eachName } from './parts.ts'

/** Wide enough that what is left is somebody else, whichever end is lost; an escape stays whole. */
const halves = (value: string): readonly [string, string] => {
  const signs = value.match(/&[^;]+;|[\s\S]/gu) ?? []
  const middle = Math.ceil(signs.length / 2)
  return [signs.slice(0, middle).join(''), signs.slice(middle).join('')]
}

const escaped = (value: string): string => value.replaceAll(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Canonical XML leaves comments out, so the signature stays valid, and some readers take the first text that they meet. */
export const commentInNames = (text: string): string =>
  eachName(assertionSigned(text), (value) => halves(value).join('<!-- -->'))

/** Canonical XML keeps it, so that the signature breaks; who digests it as text finds the text that was signed. */
export const instructionInNames = (text: string): string =>
  eachName(assertionSigned(text), (value) => {
    const [first, second] = halves(value)
    return `${first}<?aai ${second}?>`
  })

/** The same text for a reader of text, and another kind of node to one who expects one node. */
export const charactersInNames = (text: string): string =>
  eachName(assertionSigned(text), (value) => {
    const [first, second] = halves(value)
    return `${first}<![CDATA[${second.replaceAll('&amp;', '&')}]]>`
  })

const declared = (text: string, subset: string): string => {
  const [, prolog = '', root = '', rest = ''] = /^(\s*<\?xml[^>]*\?>\s*)?<([\w:-]+)([\s\S]*)$/.exec(text) ?? []
  return `${prolog}<!DOCTYPE ${root}${subset}><${root}${rest}`
}

export const doctype = (text: string): string => declared(text, '')

/** Half of each name is an entity of the document's own: who expands it finds what was signed. */
export const entityInNames = (text: string): string => {
  const entities = new Map<string, string>()
  const bent = eachName(assertionSigned(text), (value) => {
    const [first, second] = halves(value)
    const name = [...entities].find(([, known]) => known === second)?.[0] ?? `aai${entities.size}`
    entities.set(name, second)
    return `${first}&${name};`
  })
  return declared(bent, ` [${[...entities].map(([name, value]) => `<!ENTITY ${name} "${value}">`).join('')}]`)
}

/** Every name is what stands at an address, which notes down who comes. */
export const externalEntity = (text: string, address: string): string =>
  declared(
    eachName(assertionSigned(text), () => '&aai;'),
    ` [<!ENTITY aai SYSTEM "${escaped(address)}">]`,
  )
