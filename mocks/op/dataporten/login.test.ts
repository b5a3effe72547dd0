import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { asked, asUser, go, paramsAfter, press } from '../testing/feide.ts'
import { ask, carried, redeem } from '../testing/flow.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'feide' })
})
afterAll(() => op.close())

const CHOOSER = 'Who are you going to be?'
const FEIDE = 'Choose your organisation'
const NORDHAVN = 'Log in with Nordhavn University'
const LEVEL = 'urn:mace:feide.no:auth:level:fad08:3'

const subjectOf = async (role: string, code = ''): Promise<unknown> =>
  decodeJwt((await redeem(op, role, code)).id)?.claims.sub

describe('login_hint leads past the account chooser', () => {
  test.for([
    ['', CHOOSER],
    ['feide|all', FEIDE],
    ['feide|realm|nordhavn.example', NORDHAVN],
    ['feide|realm|nordhavn.example|ada@nordhavn.example', NORDHAVN],
    ['idporten', 'Log in with ID-porten'],
  ])('"%s"', async ([hint = '', page]) => {
    expect(asked(await ask(op, 'web', { login_hint: hint }))).toBe(page)
  })

  test.for([
    ...['feide', 'feide|', 'feide|realm', 'feide|realm|', 'feide|realm|nowhere.example', 'feide|realm|guests.example'],
    ...[
      'feide|realm|nordhavn.example|',
      'feide|realm|nordhavn.example|ada|more',
      'FEIDE|ALL',
      'feide|all ',
      ' feide|all',
    ],
    ...['feide%7Call', 'idporten|all', 'ada@nordhavn.example', '|', '||||', '<script>', 'x'.repeat(5_000)],
  ])('not with "%s", which means nothing', async (hint) => {
    const browser = visitor(op.origin)
    const stop = await ask(op, 'web', { login_hint: hint }, browser)
    expect(asked(stop)).toBe(CHOOSER)
    expect(carried(await asUser(op, browser, stop))).toHaveProperty('code')
  })

  test('not for a client that requires user interaction, nor without openid', async () => {
    const login_hint = 'feide|realm|nordhavn.example'
    expect(asked(await ask(op, 'interactive', { login_hint }))).toBe(CHOOSER)
    expect(asked(await ask(op, 'web', { login_hint, scope: 'profile' }))).toBe(CHOOSER)
  })

  test('with the user name there already, which may be changed', async () => {
    const stop = await ask(op, 'web', { login_hint: 'feide|realm|nordhavn.example|ada@nordhavn.example' })
    const field = stop.page.forms[0]?.fields.find(({ name }) => name === 'username')
    expect(field).toMatchObject({ value: 'ada@nordhavn.example', editable: true })
  })

  test('with nothing but organisations of Feide to choose from', async () => {
    const values = async (login_hint: string) =>
      (await ask(op, 'web', { login_hint })).page.forms[0]?.buttons.map(({ value }) => value)
    expect(await values('feide|all')).toEqual(
      expect.arrayContaining(['nordhavn.example', 'storvik.example', 'testusers.feide.no']),
    )
    expect(await values('feide|all')).not.toContain('idporten')
    expect(await values('')).toEqual(expect.arrayContaining(['idporten', 'guests.example']))
  })
})

describe('another user than the hint says', () => {
  const login_hint = 'feide|realm|storvik.example|grace@storvik.example'

  test('is warned after the login, and may go on', async () => {
    const browser = visitor(op.origin)
    const first = await ask(op, 'web', { login_hint: 'feide|realm|storvik.example|obrien@storvik.example' }, browser)
    const { username, password } = op.people.other ?? { username: '', password: '' }
    const warned = await browser.submit(first, { username, password })
    expect(asked(warned)).toBe('Another user was expected')
    expect(warned.page.text).toContain('The service expects obrien@storvik.example. You are logged in as Grace Hopper.')
    const { code } = carried(await press(browser, warned, 'proceed', 'yes'))
    expect(await subjectOf('web', code)).toBe(op.people.other?.uniqueId)
  })

  test('is warned in a session, and may log in as who was expected', async () => {
    const browser = visitor(op.origin)
    await go(op, 'web', {}, { browser })
    const warned = await ask(op, 'web', { login_hint }, browser)
    expect(asked(warned)).toBe('Another user was expected')
    const login = await press(browser, warned, 'change', 'yes')
    expect(asked(login)).toBe('Log in with Storvik University College')
    const { code } = carried(await asUser(op, browser, login, 'other'))
    expect(await subjectOf('web', code)).toBe(op.people.other?.uniqueId)
  })

  test('is nobody who fits', async () => {
    const browser = visitor(op.origin)
    await go(op, 'web', {}, { browser, as: 'other' })
    expect(asked(await ask(op, 'web', { login_hint }, browser))).toBe('callback')
    expect(asked(await ask(op, 'web', { login_hint: 'feide|all' }, browser))).toBe('callback')
    expect(asked(await ask(op, 'web', { login_hint: 'feide|realm|nordhavn.example' }, browser))).toBe(
      'Another user was expected',
    )
  })
})

describe('the account chooser', () => {
  test('offers accounts used before, and lets in at once who is logged in', async () => {
    const browser = visitor(op.origin)
    await go(op, 'web', {}, { browser, as: 'other' })
    await go(op, 'interactive', {}, { browser })
    const chooser = await ask(op, 'interactive', {}, browser)
    expect(asked(chooser)).toBe(CHOOSER)
    const names = chooser.page.forms[0]?.buttons.map(({ value }) => value).slice(0, 2)
    expect(names).toEqual(['ada@nordhavn.example', 'grace@storvik.example'])
    expect(asked(await press(browser, chooser, 'account', 'ada@nordhavn.example'))).toBe('callback')
  })

  test('asks for the password of an account that is not logged in', async () => {
    const browser = visitor(op.origin)
    await go(op, 'web', {}, { browser, as: 'other' })
    await go(op, 'interactive', {}, { browser })
    const chooser = await ask(op, 'interactive', {}, browser)
    const login = await press(browser, chooser, 'account', 'grace@storvik.example')
    expect(asked(login)).toBe('Log in with Storvik University College')
    const { code } = carried(await asUser(op, browser, login, 'other'))
    expect(await subjectOf('interactive', code)).toBe(op.people.other?.uniqueId)
  })

  test.for(['twin', 'pupil', 'idporten', 'guest', 'non-ascii', 'markup'])('lets %s in', async (as) => {
    const { code } = await paramsAfter(op, 'web', {}, { as })
    expect(await subjectOf('web', code)).toBe(op.people[as]?.uniqueId)
  })
})

describe('the login of an organisation', () => {
  const at = (browser: ReturnType<typeof visitor>) =>
    ask(op, 'web', { login_hint: 'feide|realm|nordhavn.example' }, browser)

  test('takes the user name without the realm, too', async () => {
    const browser = visitor(op.origin)
    const stop = await browser.submit(await at(browser), { username: ' ADA ', password: 'ada-at-home' })
    expect(asked(stop)).toBe('callback')
  })

  test('refuses a wrong password and a user of elsewhere, without telling which', async () => {
    const browser = visitor(op.origin)
    const wrong = await browser.submit(await at(browser), { username: 'ada', password: 'x' })
    const elsewhere = await browser.submit(await at(browser), {
      username: 'grace@storvik.example',
      password: 'grace-at-home',
    })
    expect([asked(wrong), asked(elsewhere)]).toEqual([NORDHAVN, NORDHAVN])
    for (const { page } of [wrong, elsewhere]) expect(page.text).toContain('Wrong user name or password.')
  })

  test('leads back to the chooser', async () => {
    const browser = visitor(op.origin)
    const stop = await at(browser)
    expect(asked(await press(browser, stop, 'step', 'change'))).toBe(CHOOSER)
  })

  test('is there again when the browser comes back to it, and in this browser only', async () => {
    const browser = visitor(op.origin)
    const shown = await browser.submit(await at(browser), { username: 'ada', password: 'x' })
    expect(asked(await browser.get(shown.url))).toBe(NORDHAVN)
    expect(asked(await visitor(op.origin).get(shown.url))).toBe('400 Something went wrong')
    expect(
      asked(await browser.submit(await browser.get(shown.url), { username: 'ada', password: 'ada-at-home' })),
    ).toBe('callback')
  })

  test('is worth nothing to another browser, nor after its time', async () => {
    const browser = visitor(op.origin)
    const stop = await at(browser)
    const stranger = visitor(op.origin)
    await stranger.get(stop.url)
    expect(asked(await stranger.submit(stop, { username: 'ada', password: 'ada-at-home' }))).toBe(
      '403 Something went wrong',
    )
    const form = { verifier: stop.page.forms[0]?.fields[0]?.value ?? '', login: 'gone' }
    expect(asked(await browser.post(`${op.origin}/login/password`, form))).toBe('400 Something went wrong')
  })
})

describe('the authentication level', () => {
  test('is reached by a second factor and stated; once reached it holds', async () => {
    const browser = visitor(op.origin)
    const way = { as: 'second-factor', browser }
    const { code = '' } = await paramsAfter(op, 'web', { acr_values: LEVEL }, way)
    expect(decodeJwt((await redeem(op, 'web', code)).id)?.claims.acr).toBe(LEVEL)
    expect(asked(await ask(op, 'web', { acr_values: LEVEL }, browser))).toBe('callback')
    const plain = await paramsAfter(op, 'web', {}, way)
    expect(decodeJwt((await redeem(op, 'web', plain.code ?? '')).id)?.claims).not.toHaveProperty('acr')
  })

  test('out of reach, or given up, is refused', async () => {
    expect(await paramsAfter(op, 'web', { acr_values: LEVEL })).toMatchObject({ error: 'access_denied', state: 's' })
    const browser = visitor(op.origin)
    const login = await ask(op, 'web', { acr_values: LEVEL, login_hint: 'feide|realm|nordhavn.example' }, browser)
    const factor = await browser.submit(login, { username: 'sigrid', password: 'sigrid-at-home' })
    expect(asked(factor)).toBe('Confirm that it is you')
    expect(carried(await press(browser, factor, 'give-up', 'yes'))).toMatchObject({ error: 'access_denied' })
  })

  test('means nothing when it is none of Feide', async () => {
    expect(await paramsAfter(op, 'web', { acr_values: '1 urn:x' })).toHaveProperty('code')
  })
})

describe('what a service gets', () => {
  test('is told once, where no home organisation has approved it', async () => {
    const browser = visitor(op.origin)
    const way = { browser, as: 'minimal' }
    await go(op, 'web', {}, way)
    const told = await ask(op, 'consent', { scope: 'openid email' }, browser)
    expect(asked(told)).toBe('What the service gets')
    expect(told.page.text).toContain('You are Min Imal (Fjellby Municipality).')
    expect(told.page.text).toContain('Your e-mail address')
    expect(asked(await press(browser, told, 'accept', 'yes'))).toBe('callback')
    expect(asked(await ask(op, 'consent', { scope: 'email openid' }, browser))).toBe('callback')
    expect(asked(await ask(op, 'consent', { scope: 'openid profile' }, browser))).toBe('What the service gets')
  })

  test('is nothing when the user says no', async () => {
    const browser = visitor(op.origin)
    await go(op, 'web', {}, { browser, as: 'other' })
    const told = await ask(op, 'consent', {}, browser)
    expect(carried(await press(browser, told, 'cancel', 'yes'))).toEqual({
      error: 'access_denied',
      error_description: 'User denied access',
      error_uri: 'https://docs.feide.no',
      state: 's',
    })
  })

  test('can be read on the way to an address without encryption, which the user learns', async () => {
    const redirect = 'http://school.example/cb'
    const { consent } = op.clients
    if (!consent) throw new Error('no client')
    op.addClient('plain-http', { ...consent, clientId: crypto.randomUUID(), redirectUris: [redirect] })
    const browser = visitor(op.origin)
    await go(op, 'web', {}, { browser })
    const told = await ask(op, 'plain-http', {}, browser)
    expect(told.page.text).toContain('school.example is reached without encryption')
  })
})
