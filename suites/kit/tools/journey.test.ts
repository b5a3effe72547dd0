import { describe, expect, test } from 'vitest'
import { keycloakForms, type LoginForms } from '../target.ts'
import { httpAgent, stub } from '../testing/agent.ts'
import { CALLBACK } from '../testing/seed.ts'
import { html, LOGIN_FORM, redirect, type StubAnswer } from '../testing/stub-issuer.ts'
import { travel } from './journey.ts'

const forms: LoginForms = {
  ...keycloakForms,
  account: 'account',
  organisation: 'org',
  steps: { confirm: 'second-factor', proceed: 'warning' },
}

const USER = { username: 'ada@uni.example', password: 'ada-at-home', attributes: {} }

const buttons = (name: string, ...values: string[]): StubAnswer =>
  html(
    `<form method=post action="/next">${values.map((value) => `<button name=${name} value="${value}">x</button>`).join('')}</form>`,
  )

/** Walks along these pages, and tells what the user did on each. */
const along = async (pages: readonly StubAnswer[], user: Parameters<typeof travel>[3]['user'] = USER) => {
  const left = [...pages]
  const issuer = await stub(() => left.shift() ?? redirect(`${CALLBACK}?code=c`))
  const { agent } = httpAgent()
  const landing = await agent.visit({ url: `${issuer.origin}/start`, label: 'start' })
  const arrival = await travel(agent, landing, forms, { user, consent: 'allow' })
  return { ...arrival, pressed: issuer.seen.slice(1).map(({ form }) => Object.fromEntries(form)) }
}

describe('among accounts the user takes', () => {
  test('the one of their name', async () => {
    const { kind, pages, pressed } = await along([buttons('account', 'uni.example', 'ada@uni.example')])
    expect({ kind, pages }).toEqual({ kind: 'callback', pages: ['account'] })
    expect(pressed).toEqual([{ account: 'ada@uni.example' }])
  })

  test('else their organisation, which a user may name and else stands in the user name', async () => {
    const choose = buttons('account', 'other.example', 'uni.example', 'home.example')
    expect((await along([choose])).pressed).toEqual([{ account: 'uni.example' }])
    const named = { ...USER, attributes: { home_organisation: 'home.example' } }
    expect((await along([choose], named)).pressed).toEqual([{ account: 'home.example' }])
  })

  test('none of others: the page leads nowhere', async () => {
    const { kind, pages, pressed } = await along([buttons('account', 'other.example')])
    expect({ kind, pages, pressed }).toEqual({ kind: 'page', pages: ['account'], pressed: [] })
  })
})

test('organisation, login, second factor and warning follow each other', async () => {
  const { kind, pages, pressed } = await along([
    buttons('org', 'uni.example'),
    html(LOGIN_FORM),
    buttons('confirm', 'yes'),
    buttons('proceed', 'yes'),
  ])
  expect({ kind, pages }).toEqual({ kind: 'callback', pages: ['organisation', 'login', 'second-factor', 'warning'] })
  expect(pressed.map((form) => Object.keys(form)[0])).toEqual(['org', expect.any(String), 'confirm', 'proceed'])
})

test('a page that comes again and again ends the journey', async () => {
  const { kind, pages } = await along(Array.from({ length: 20 }, () => buttons('proceed', 'yes')))
  expect(kind).toBe('step-page')
  expect(pages.length).toBeLessThan(20)
})
