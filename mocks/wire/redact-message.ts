import { type Form, readPage } from './html.ts'
import { readJson } from './read-json.ts'
import type { Values } from './redact-values.ts'
import { DROPPED_HEADERS, KEPT_HEADERS, URL_HEADERS } from './redaction-names.ts'

export type Headers = readonly (readonly [name: string, value: string])[]

/** Longer bodies lose their end: evidence is read by people. */
const LONGEST_BODY = 20_000
const LONGEST_TEXT = 400

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length)}… (${text.length} characters)`

const formDecoded = (value: string): string => new URLSearchParams(`v=${value}`).get('v') ?? ''

const authorization = (values: Values, value: string): string => {
  const [scheme = '', credentials = ''] = value.split(/ (.*)/s)
  if (/^bearer$/i.test(scheme)) return `${scheme} ${values.token('access_token', credentials)}`
  if (!/^basic$/i.test(scheme)) return values.mask('authorization', value)
  const [id = '', ...rest] = Buffer.from(credentials, 'base64').toString('utf8').split(':')
  values.mask('authorization', credentials)
  values.mask('client_secret', formDecoded(rest.join(':')))
  return `${scheme} client_id=${values.text(formDecoded(id))} ${values.mask('client_secret', rest.join(':'))}`
}

const cookies = (values: Values, value: string): string =>
  value
    .split(';')
    .map((pair) => {
      const [name = '', ...rest] = pair.trim().split('=')
      return values.mask(name, rest.join('='))
    })
    .join('; ')

const setCookie = (values: Values, value: string): string => {
  const [pair = '', ...attributes] = value.split(';')
  const [name = '', ...rest] = pair.trim().split('=')
  return [values.mask(name, rest.join('=')), ...attributes.map((each) => values.text(each.trim()))].join('; ')
}

const headerValue = (values: Values, name: string, value: string): string => {
  if (name === 'authorization') return authorization(values, value)
  if (name === 'cookie') return cookies(values, value)
  if (name === 'set-cookie') return setCookie(values, value)
  if (URL_HEADERS.has(name)) return values.url(value)
  if (KEPT_HEADERS.has(name)) return values.text(value)
  return values.mask(name, value)
}

/** A reader needs no more of them, and some senders know no end. */
const MOST_HEADERS = 200

export const redactHeaders = (values: Values, headers: Headers): Headers => {
  const kept = headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !DROPPED_HEADERS.has(name))
  const shown = kept
    .slice(0, MOST_HEADERS)
    .map(([name, value]) => [name, cut(headerValue(values, name, value), LONGEST_BODY)] as const)
  return kept.length > MOST_HEADERS ? [...shown, ['…', `${kept.length - MOST_HEADERS} more`]] : shown
}

const describeForm = (values: Values, form: Form): string => {
  const fields = form.fields.map((field) =>
    field.type === 'hidden' ? values.parameter(field.name, field.value) : values.text(field.name),
  )
  const buttons = form.buttons.map((button) => `[${values.text(button.text || button.name || 'submit')}]`)
  return `form ${form.method} ${values.url(form.action)}: ${[...fields, ...buttons].join(', ')}`
}

/** What a reader needs of a page: its title, what it says, and what its forms would send. */
const describePage = (values: Values, html: string): string => {
  const { title, text, forms } = readPage(html)
  return [
    `HTML page of ${html.length} characters`,
    `title: ${values.text(title)}`,
    ...forms.map((form) => describeForm(values, form)),
    `text: ${cut(values.text(text), LONGEST_TEXT)}`,
  ].join('\n')
}

const unread = (type: string, body: string): string => `${type || 'a body without a type'}, ${body.length} characters`

const kindOf = (type: string): 'json' | 'form' | 'html' | 'jwt' | 'other' => {
  if (type === 'application/json' || type.endsWith('+json')) return 'json'
  if (type === 'application/x-www-form-urlencoded') return 'form'
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html'
  if (type === 'application/jwt' || type.endsWith('+jwt')) return 'jwt'
  return 'other'
}

export const redactBody = (values: Values, contentType: string, body: string): string => {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const kind = kindOf(type)
  if (kind === 'form') return cut(values.pairs(new URLSearchParams(body)), LONGEST_BODY)
  if (kind === 'html') return cut(describePage(values, body), LONGEST_BODY)
  if (kind === 'jwt') return cut(values.token('jwt', body.trim()), LONGEST_BODY)
  const json = kind === 'json' ? readJson(body) : undefined
  return json === undefined ? unread(type, body) : cut(JSON.stringify(values.member('', json)), LONGEST_BODY)
}
