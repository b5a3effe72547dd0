import type { HttpAnswer } from '#suites/kit/contract.ts'
import type { ShownAttribute, WhoAmI } from '#suites/kit/target-service.ts'
import { elementsSaying } from './elements.ts'

/** Where an answer names a user, and by which of their attributes. */
export type Sighting = Pick<WhoAmI, 'user' | 'element' | 'pattern'> & { readonly is: ShownAttribute }

/** What is known of a user; what tells most stands first. */
export type Known = readonly (readonly [is: ShownAttribute, value: string])[]

const DEEPEST = 6

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1')

const pointersTo = (value: unknown, wanted: string, path = '', depth = 0): readonly string[] => {
  if (value === wanted) return [path]
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return []
  const members = Object.entries(value)
  return members.flatMap(([name, each]) => pointersTo(each, wanted, `${path}/${escaped(name)}`, depth + 1))
}

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Strangers are greeted, too: by a name that looks like none of an AAI, where that tells them apart. */
const groupFor = (value: string): string => (/^\S+@\S+$/.test(value) ? '(\\S+@\\S+)' : '(.+)')

const inPage = (html: string, is: ShownAttribute, value: string): readonly Sighting[] =>
  elementsSaying(html, value).flatMap(({ selector, text }) => {
    const [before = '', after = ''] = text.split(value)
    const pattern = `^${literally(before)}${groupFor(value)}${literally(after)}$`
    const within = { element: selector, pattern, is }
    if (text !== value) return [within]
    return [{ element: selector, is }, ...(pattern === '^(.+)$' ? [] : [within])]
  })

/** Every place in an answer where a user is named. */
export const sightingsIn = ({ status, json, text }: HttpAnswer, known: Known): readonly Sighting[] => {
  if (status < 200 || status > 299) return []
  return known.flatMap(([is, value]) =>
    typeof json === 'object' && json !== null
      ? pointersTo(json, value).map((user) => ({ user, is }))
      : inPage(text, is, value),
  )
}

const asked = ({ is }: Sighting): string => (is === 'sub' ? '' : `, is: ${is}`)

/** As it is written into a configuration. */
export const described = (sighting: Sighting): string => {
  const { user, element, pattern } = sighting
  const place = user === undefined ? `element: ${JSON.stringify(element)}` : `user: ${user}`
  return place + (pattern === undefined ? '' : `, pattern: ${JSON.stringify(pattern)}`) + asked(sighting)
}
