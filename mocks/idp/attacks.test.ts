import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SOMEBODY_ELSE } from '#mocks/faults/attacks/attack.ts'
import { samlAttacks } from '#mocks/faults/index.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { LOGIN_COOKIE } from '#mocks/op/named-logins.ts'
import { visitor } from '#mocks/op/testing/visitor.ts'
import { type AskingSp, askingSp, logIn } from './testing/asking.ts'

let op: RunningProvider
let sp: AskingSp
let right: string

beforeAll(async () => {
  sp = await askingSp('one')
  op = await startProvider({ profile: 'openaire-beta', sps: [sp.text] })
  await logIn(op, sp)
  right = lasting(await sent('right'))
})
afterAll(() => op.close())

const sent = async (login: string): Promise<string> => {
  const browser = visitor(op.origin)
  browser.cookies.set(LOGIN_COOKIE, login)
  const { last } = await logIn(op, sp, { browser })
  const packed = last.page.forms[0]?.fields.find(({ name }) => name === 'SAMLResponse')?.value
  if (packed === undefined) throw new Error(`no response came, but: ${last.page.text}`)
  return Buffer.from(packed, 'base64').toString('utf8')
}

/** Identifiers and instants differ from login to login. */
const lasting = (xml: string): string =>
  xml
    .replaceAll(/_[0-9a-f]{40}/g, '_id')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
    .replaceAll(/(<ds:(?:DigestValue|SignatureValue)>)[^<]*/g, '$1')

const played = samlAttacks.filter(({ at }) => at !== 'saml.logout')

/** What they change is in instants, or in the values of signatures. */
const IN_VALUES = ['stranger-disguised', 'digest-of-nothing', 'broken', 'expired', 'not-yet', 'issued-long-ago']

describe('every attack on a service', () => {
  it.each(played.map(({ id }) => id))('is carried out: %s', async (id) => {
    const armed = op.fault(id, { login: id })
    const bent = lasting(await sent(id))
    armed.lift()
    expect(armed.wasBorne()).toBe(true)
    if (IN_VALUES.some((name) => id.endsWith(`.${name}`))) return
    expect(bent).not.toBe(right)
  })

  it('that forges somebody says whom', async () => {
    const armed = op.fault('attack.saml-wrapping.xsw3', { login: 'x' })
    expect(await sent('x')).toContain(SOMEBODY_ELSE)
    armed.lift()
    expect(await sent('x')).not.toContain(SOMEBODY_ELSE)
  })
})
