import type { AnswerFields } from '#fixtures/schema/fidelity.ts'
import { type Form, readPage } from '#mocks/wire/html.ts'
import { type Normalise, normaliserFor } from './normalise.ts'
import { pageTexts } from './page-texts.ts'
import type { Party } from './party.ts'
import { jsonFields, tokenFields } from './read-json.ts'
import { endsCookie, headerOf, type WireAnswer } from './send.ts'

/** Those that clients and browsers act upon. */
const READ = [
  ...['content-type', 'cache-control', 'pragma', 'www-authenticate', 'allow', 'retry-after', 'vary'],
  ...['access-control-allow-origin', 'access-control-allow-credentials', 'access-control-allow-methods'],
  ...['access-control-allow-headers', 'access-control-expose-headers', 'access-control-max-age'],
  ...['x-frame-options', 'referrer-policy', 'x-content-type-options', 'strict-transport-security'],
]

/** Lists of names, in whatever order. */
const LISTS = new Set(['access-control-allow-headers', 'access-control-allow-methods', 'allow', 'vary'])

const inOrder = (value: string): string => value.split(/,\s*/).sort().join(', ')

/** Names only: those that are given, and those that are taken away. */
const cookieFields = (headers: WireAnswer['headers']): AnswerFields => {
  const lines = headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value)
  const named = (wanted: boolean): string =>
    [...new Set(lines.filter((line) => endsCookie(line) === wanted).map((line) => line.split('=')[0] ?? ''))]
      .sort()
      .join(', ')
  return Object.fromEntries(
    [['header.set-cookie', named(false)] as const, ['header.set-cookie (ended)', named(true)] as const].filter(
      ([, names]) => names !== '',
    ),
  )
}

const headerFields = ({ headers }: WireAnswer, normalise: Normalise): AnswerFields => {
  const fields: Record<string, string> = {}
  for (const name of READ) {
    const values = headers
      .filter(([each]) => each === name)
      .map(([, value]) => normalise(LISTS.has(name) ? inOrder(value) : value))
    if (values.length > 0) fields[`header.${name}`] = values.join(' | ')
  }
  return { ...fields, ...cookieFields(headers) }
}

const paramFields = (params: Iterable<readonly [string, string]>, normalise: Normalise): AnswerFields => {
  const fields: Record<string, string> = {}
  for (const [name, value] of params) {
    if (name === 'error') fields.error = normalise(value)
    else if (name === 'error_description') fields.description = normalise(value)
    else Object.assign(fields, { [`param.${name}`]: normalise(value, name) }, tokenFields(name, value, normalise))
  }
  return fields
}

const redirectFields = (location: string, normalise: Normalise): AnswerFields => {
  const [, target = '', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(location) ?? []
  return {
    to: normalise(target),
    ...(fragment === '' ? {} : { 'to.part': 'fragment' }),
    ...paramFields(new URLSearchParams(query), normalise),
    ...paramFields(new URLSearchParams(fragment), normalise),
  }
}

/** Where it goes and what it carries, without values. */
const formText = (form: Form, normalise: Normalise): string => {
  // Whether it is written with its origin does not show to who sends it.
  const { pathname, searchParams } = new URL(normalise(form.action).replace('{origin}', ''), 'http://page.invalid')
  const names = [...new Set([...form.fields, ...form.buttons].map(({ name }) => name).filter(Boolean))]
  return `${form.method} ${decodeURI(pathname)}?${[...searchParams.keys()].sort().join('&')} ${names.sort().join(' ')}`
}

const pageFields = (html: string, normalise: Normalise): AnswerFields => {
  const page = readPage(html)
  const [form] = page.forms
  if (page.submitsItself && form?.buttons.every(({ name }) => name === '' || name === 'continue')) {
    const { fields } = form
    const values = fields.map(({ name, value }) => [name, value] as const)
    return { kind: 'form that sends itself', to: normalise(form.action), ...paramFields(values, normalise) }
  }
  const { heading, message } = pageTexts(html)
  const asking = page.forms.filter(({ buttons }) => buttons.length > 0)
  return {
    kind: 'page',
    ...(heading === undefined ? {} : { 'page.heading': normalise(heading) }),
    ...(message === undefined ? {} : { 'page.message': normalise(message) }),
    ...Object.fromEntries(asking.map((each, at) => [`page.form.${at}`, formText(each, normalise)])),
  }
}

/** Text that is neither JSON nor a page; of a long one only that it is one. */
const textFields = (body: string, normalise: Normalise): AnswerFields => ({
  kind: 'text',
  body: body.length > 300 ? '<long>' : normalise(body),
})

const bodyFields = (answer: WireAnswer, normalise: Normalise): AnswerFields => {
  const type = headerOf(answer, 'content-type') ?? ''
  if (answer.body === '') return { kind: 'empty' }
  if (/html/.test(type)) return pageFields(answer.body, normalise)
  if (/jwt/.test(type)) return { kind: 'jwt', ...tokenFields('body', answer.body, normalise) }
  if (!/json/.test(type)) return textFields(answer.body, normalise)
  try {
    return { kind: 'json', ...jsonFields(JSON.parse(answer.body), normalise) }
  } catch {
    return textFields(answer.body, normalise)
  }
}

type Kept = ReadonlyMap<string, string>

/** Fields that may say in words what was sent. */
const TELLING = new Set(['description', 'header.www-authenticate', 'page.message'])

/** What the state before gave, by its name: whole, in capitals, or half of it. */
const withoutKept = (text: string, kept: Kept): string => {
  const found = [...kept].flatMap(([name, value]) =>
    value.length < 6 || !/(?:code|token)$/.test(name)
      ? []
      : [value, value.toUpperCase(), value.slice(0, value.length / 2)].map((each) => [each, name] as const),
  )
  return found.reduce((rest, [value, name]) => rest.replaceAll(value, `{${name}}`), text)
}

/** An answer as fields that two servers can be compared by. */
export const readAnswer = (party: Party, answer: WireAnswer, kept: Kept = new Map()): AnswerFields => {
  const normalise = normaliserFor(party)
  const location = headerOf(answer, 'location')
  const body =
    location === undefined
      ? bodyFields(answer, normalise)
      : { kind: 'redirect', ...redirectFields(location, normalise) }
  const fields = { status: String(answer.status), ...body, ...headerFields(answer, normalise) }
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, TELLING.has(name) ? withoutKept(value, kept) : value]),
  )
}
