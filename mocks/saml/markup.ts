import { escapeXml } from '#mocks/xml/escape.ts'

/** An attribute that is absent where there is no value. */
export const attr = (name: string, value: string | number | boolean | undefined): string =>
  value === undefined ? '' : ` ${name}="${escapeXml(String(value))}"`

export const attrs = (values: Readonly<Record<string, string | number | boolean | undefined>>): string =>
  Object.entries(values)
    .map(([name, value]) => attr(name, value))
    .join('')

type Values = Readonly<Record<string, string | number | boolean | undefined>>

/** An element around what is markup already. */
export const element = (name: string, values: Values = {}, content = ''): string =>
  content === '' ? `<${name}${attrs(values)}/>` : `<${name}${attrs(values)}>${content}</${name}>`

/** An element around a text; none where the text is undefined. */
export const textElement = (name: string, text: string | undefined, values: Values = {}): string =>
  text === undefined ? '' : `<${name}${attrs(values)}>${escapeXml(text)}</${name}>`

/** Milliseconds since the epoch as xs:dateTime in UTC (SAML core section 1.3.3). */
export const instant = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
