import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type RunningProvider, startProvider } from './index.ts'
import { poll, startDevice } from './testing/device.ts'
import { clientOf, endpointOf, isSignedIn, logIn, personOf, urlOf } from './testing/relying-party.ts'
import { type Stop, type Visitor, visitor } from './testing/visitor.ts'

const [beta, legacy] = await Promise.all([loadProfile('openaire-beta'), loadProfile('openaire-legacy')])

const requestOf = (provider: RunningProvider, role: string): string => {
  const { clientId, redirectUris } = clientOf(provider, role)
  const request = { client_id: clientId, redirect_uri: redirectUris[0] ?? '', response_type: 'code', scope: 'openid' }
  return urlOf(provider, 'authorization', request)
}

/** Sends from somebody's browser what a page of the attacker holds: the form that the attacker was shown. */
const forged = async (victim: Visitor, shown: Stop, button?: string, fill: Readonly<Record<string, string>> = {}) => {
  const [form] = shown.page.forms
  if (!form) throw new Error(`no form at ${shown.url}: ${shown.page.text}`)
  const sent = Object.fromEntries(form.fields.map(({ name, value }) => [name, fill[name] ?? value]))
  const pressed = form.buttons.find(({ name }) => name === button) ?? form.buttons[0]
  return victim.post(new URL(form.action, shown.url).href, {
    ...sent,
    ...(pressed && pressed.name !== '' ? { [pressed.name]: pressed.value } : {}),
  })
}

const codeIn = ({ away }: Stop): string | null => new URL(away ?? 'http://nowhere.invalid').searchParams.get('code')

describe.each([beta, { ...beta, dialect: 'keycloak-26' }, legacy])('forms of $dialect', (profile) => {
  let op: RunningProvider
  beforeAll(async () => {
    op = await startProvider({ profile })
  })
  afterAll(() => op.close())

  test('nobody is signed in as somebody else by a form of theirs', async () => {
    const attacker = visitor(op.origin)
    const shown = await attacker.get(requestOf(op, 'web'))
    const victim = visitor(op.origin)
    const mallory = personOf(op, 'plain')
    expect(codeIn(await forged(victim, shown, undefined, { ...mallory }))).toBeNull()
    expect(await isSignedIn(op, victim)).toBe(false)
    expect(codeIn(await attacker.through(shown, mallory)), 'the form itself').not.toBeNull()
  })

  test('nobody consents by a form of somebody else', async () => {
    const { browser: attacker } = await logIn(op, 'web')
    const { browser: victim } = await logIn(op, 'web', { as: 'many-groups' })
    await victim.get(requestOf(op, 'consent'))
    const shown = await attacker.get(requestOf(op, 'consent'))
    const button = shown.page.forms[0]?.buttons.find(({ name }) => /accept|authorize/.test(name))?.name
    expect(codeIn(await forged(victim, shown, button, { user_oauth_approval: 'true' }))).toBeNull()
    expect(codeIn(await attacker.through(shown, personOf(op, 'plain'))), 'the form itself').not.toBeNull()
  })

  test('nobody is logged out by a form of somebody else', async () => {
    const { browser: attacker } = await logIn(op, 'web')
    const { browser: victim } = await logIn(op, 'web', { as: 'many-groups' })
    await victim.get(urlOf(op, 'endSession'))
    const shown = await attacker.get(urlOf(op, 'endSession'))
    await forged(victim, shown)
    expect(await isSignedIn(op, victim)).toBe(true)
    await attacker.submit(shown, {}, shown.page.forms[0]?.buttons[0]?.name)
    expect(await isSignedIn(op, attacker), 'the form itself').toBe(false)
  })

  test('nobody lends a device their name by a form of somebody else', async () => {
    const { browser: attacker } = await logIn(op, 'web')
    const { browser: victim } = await logIn(op, 'web', { as: 'many-groups' })
    const waiting = await startDevice(op, 'device-public')
    const asked = await attacker.get(endpointOf(op, 'deviceVerification'))
    const field = asked.page.forms[0]?.fields.find(({ name }) => /user_code/.test(name))?.name ?? ''
    const shown = await attacker.submit(asked, { [field]: waiting.user_code }, asked.page.forms[0]?.buttons[0]?.name)
    await forged(victim, shown, undefined, { user_oauth_approval: 'true' })
    expect((await poll(op, waiting, 'device-public')).body).toMatchObject({ error: 'authorization_pending' })
    await attacker.through(shown, personOf(op, 'plain'))
    op.elapse(waiting.device_code, 10)
    expect((await poll(op, waiting, 'device-public')).status, 'the form itself').toBe(200)
  })
})
