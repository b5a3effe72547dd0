import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  XmlDocument as Wasm,
  XmlBufferInputProvider,
  XmlLibError,
  XmlValidateError,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm'
import type { XmlDocument, XmlElement } from './document.ts'
import { everyElement } from './document.ts'
import { withParsed } from './open.ts'

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata'
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'

/** What may stand in metadata; each schema may import others from its folder. */
const OF_METADATA = [
  METADATA,
  'urn:oasis:names:tc:SAML:metadata:ui',
  'urn:oasis:names:tc:SAML:metadata:attribute',
  'urn:oasis:names:tc:SAML:metadata:rpi',
  'urn:oasis:names:tc:SAML:metadata:algsupport',
  'urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol',
  'urn:oasis:names:tc:SAML:profiles:SSO:request-init',
  'urn:oasis:names:tc:SAML:2.0:protocol:ext:async-slo',
]
const OF_MESSAGES = [PROTOCOL, 'urn:oasis:names:tc:SAML:2.0:protocol:ext:async-slo']

/** Under these addresses the schemas of SAML import those of the W3C: they are read from the same folder. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd': 'xmldsig-core-schema.xsd',
  'http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd': 'xenc-schema.xsd',
  'http://www.w3.org/2001/xml.xsd': 'xml.xsd',
}

/** Files of OASIS and the W3C with their notices; see NOTICE.md there. */
const OWN = `${import.meta.dirname}/schemas`

/** The schemas cannot be had: one sentence. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
}

/** What goes against a schema, and where. */
export interface SchemaFlaw {
  readonly line: number
  readonly element: XmlElement
  /** As the parser has it, with the prefixes of the document: `The attribute 'index' is required but missing.` */
  readonly message: string
}

const filesIn = (folder: string): Readonly<Record<string, Uint8Array>> => {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.xsd'))
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]))
  } catch {
    throw new SchemaError(`${folder} is no folder that can be read: name one that holds the schemas of SAML 2.0.`)
  }
}

const targetOf = (schema: Uint8Array): string | undefined =>
  /targetNamespace\s*=\s*["']([^"']*)["']/.exec(Buffer.from(schema).toString('latin1'))?.[1]

/** One schema that imports all the others; the first of them has to be there. */
const umbrella = (
  files: Readonly<Record<string, Uint8Array>>,
  namespaces: readonly string[],
  folder: string,
): string => {
  const byTarget = new Map(Object.entries(files).map(([name, text]) => [targetOf(text), name]))
  if (!byTarget.has(namespaces[0])) throw new SchemaError(`${folder} holds no schema of ${namespaces[0]}.`)
  const imports = namespaces.flatMap((namespace) => {
    const name = byTarget.get(namespace)
    return name === undefined ? [] : [`<import namespace="${namespace}" schemaLocation="${name}"/>`]
  })
  return `<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x-all">${imports.join('')}</schema>`
}

/** Those of the W3C are ours where the folder has none: packages keep them elsewhere. */
const w3cFor = (files: Readonly<Record<string, Uint8Array>>): Readonly<Record<string, Uint8Array>> =>
  Object.fromEntries(
    Object.entries(ADDRESSES).flatMap(([address, name]) => {
      const schema = files[name] ?? readFileSync(join(OWN, name))
      return [
        [address, schema],
        [name, schema],
      ]
    }),
  )

const compiled = (folder: string, namespaces: readonly string[]): XsdValidator => {
  const files = filesIn(folder)
  const document = Wasm.fromString(umbrella(files, namespaces, folder))
  xmlRegisterInputProvider(new XmlBufferInputProvider({ ...files, ...w3cFor(files) }))
  try {
    return XsdValidator.fromDoc(document)
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error
    throw new SchemaError(`${folder} holds schemas that do not fit together: ${error.message.trim().split('\n', 1)[0]}`)
  } finally {
    xmlCleanupInputProvider()
    document.dispose()
  }
}

const validators = new Map<string, XsdValidator>()

const validatorOf = (folder: string, root: XmlElement): XsdValidator => {
  const isMessage = root.namespace === PROTOCOL
  const key = `${isMessage} ${folder}`
  const known = validators.get(key) ?? compiled(folder, isMessage ? OF_MESSAGES : OF_METADATA)
  validators.set(key, known)
  return known
}

const NAME = /^Element '(?:\{([^}]*)\})?([^']+)'(?:, attribute '[^']+')?:\s*/

/** The parser names an element and its line; of several on one line the first of that name is meant. */
const placeOf = (root: XmlElement, line: number, said: string): XmlElement => {
  const [, namespace = '', name] = NAME.exec(said) ?? []
  const there = [...everyElement(root)].filter((element) => element.line === line)
  return there.find((element) => element.name === name && element.namespace === namespace) ?? there[0] ?? root
}

const worded = (said: string, { namespaces }: XmlElement): string => {
  const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]))
  return said
    .replace(/^Element '[^']+'(, attribute '[^']+')?:\s*/, (_, attribute) =>
      attribute ? `${attribute.slice(2)}: ` : '',
    )
    .replace(/\{([^}]*)\}/g, (_, uri) => (prefixes.get(uri) ? `${prefixes.get(uri)}:` : ''))
    .trim()
}

/**
 * Holds metadata or a message that was read against the schemas of SAML 2.0; `folder` names others than ours, such as
 * `/usr/share/xml/opensaml`. Nothing is fetched. Throws a SchemaError when the folder is of no use.
 */
export const schemaFlaws = (document: XmlDocument, folder: string = OWN): readonly SchemaFlaw[] => {
  const validator = validatorOf(folder, document.root)
  return withParsed(document.source, (parsed) => {
    try {
      validator.validate(parsed)
      return []
    } catch (error) {
      if (!(error instanceof XmlValidateError)) throw error
      return error.details.map(({ message, line }) => {
        const element = placeOf(document.root, line, message)
        return { line, element, message: worded(message, element) }
      })
    }
  })
}
