import { describe } from 'vitest'
import type { Tools } from '#suites/kit/contract.ts'
import type { SignIn } from '#suites/kit/contract-service.ts'
import type { PageVisit } from '#suites/kit/contract-service-acts.ts'
import { scenario } from '#suites/kit/scenario.ts'

type Sent = Awaited<ReturnType<Tools['service']['requests']>>

const refreshesIn = (requests: Sent): Sent =>
  requests.filter(({ endpoint, params }) => endpoint === 'token' && params.grant_type === 'refresh_token')

const loginsIn = (requests: Sent): number => requests.filter(({ endpoint }) => endpoint === 'authorization').length

type Lives = readonly [soon: string, later: string]

const WITH_REFRESH: Lives = ['attack.lifetime.short', 'attack.lifetime.shortly']
const FOR_GOOD: Lives = ['attack.lifetime.short-for-good', 'attack.lifetime.shortly-for-good']

/** A login whose tokens are soon over, and that was seen before: where all is slow they take longer. */
const shortLived = async ({ service }: Tools, [soon, later]: Lives): Promise<SignIn> => {
  await service.servesTokens()
  const login = await service.setOut({ attack: soon })
  return login.user === undefined ? service.signedIn({ attack: later }) : login
}

/** Only who was given a refresh token can use it. */
const refreshing = async (tools: Tools): Promise<SignIn & { readonly token: string }> => {
  const login = await shortLived(tools, WITH_REFRESH)
  const { refresh_token: token } = await tools.service.given(login)
  return token === undefined
    ? tools.inapplicable(
        'The service has no refresh token: the issuer gave it none, or it never asked (offline_access).',
      )
    : { ...login, token }
}

const over = ({ service, op }: Tools, login: SignIn): Promise<void> =>
  service.age(login, op.profile.lifetimes.accessToken + 60)

interface Refreshed {
  readonly visit: PageVisit
  readonly requests: Sent
}

/** Looks at the page again and again until the service has refreshed more often than before. */
const untilRefreshed = ({ service }: Tools, login: SignIn, before: Sent): Promise<Refreshed | undefined> =>
  service.eventually(async () => {
    const visit = await service.look('tokenPage', login.browser)
    const requests = await service.requests(login)
    return refreshesIn(requests).length > refreshesIn(before).length ? { visit, requests } : undefined
  })

/** By a redirect to the issuer, or by a status that a page of its own understands (RFC 9110 section 15.5.2). */
const asksToLogIn = ({ answer }: PageVisit, requests: Sent, before: Sent): boolean =>
  answer.status === 401 || loginsIn(requests) > loginsIn(before)

const placeOf = ({ served, answer }: PageVisit): string => (served ? 'served' : `${answer.status} ${answer.url}`)

// A form that took an hour to fill in must not be lost to a token that is over.
describe('Tokens of a service that are over', { tags: ['oidc', 'rp', 'refresh'] }, () => {
  scenario({
    id: 'oidc.rp.refresh.used',
    title: 'uses its refresh token when the access token is over, and goes on as if nothing had been',
    given: { service: { whoami: true }, needs: ['refresh'] },
    when: async (tools) => {
      const login = await refreshing(tools)
      await over(tools, login)
      return { login, refreshed: await untilRefreshed(tools, login, await tools.service.requests(login)) }
    },
    verify: {
      'RP-REFRESH': async ({ login, refreshed, service, expect }) => {
        expect(refreshed, 'a request with the refresh token within seconds').toBeDefined()
        if (refreshed === undefined) return
        expect(placeOf(refreshed.visit), 'the page that needs the token').toBe('served')
        expect(await service.whoami(login.browser), 'the user afterwards').toBe(login.expected)
      },
    },
  })

  scenario({
    id: 'oidc.rp.refresh.rotated',
    title: 'keeps the refresh token that came last, and uses no older one',
    given: { service: { whoami: true }, needs: ['refresh'] },
    when: async (tools) => {
      const { service, inapplicable } = tools
      const login = await refreshing(tools)
      await service.arm(login, 'attack.lifetime.short')
      await over(tools, login)
      const first = await untilRefreshed(tools, login, await service.requests(login))
      const { refresh_token: latest } = await service.given(login)
      if (first && latest === login.token) inapplicable('This issuer gives the same refresh token each time.')
      await over(tools, login)
      const second = first && (await untilRefreshed(tools, login, first.requests))
      return { first, latest, second }
    },
    verify: {
      'RP-REFRESH': ({ first, latest, second, expect }) => {
        expect(first, 'a first request with the refresh token within seconds').toBeDefined()
        expect(second, 'a second request with a refresh token within seconds').toBeDefined()
        const sent = second && refreshesIn(second.requests).at(-1)?.params.refresh_token
        expect(sent === latest, 'whether the second request had the token of the first answer').toBe(true)
      },
    },
  })

  scenario({
    id: 'oidc.rp.refresh.refused',
    title: 'has the user log in again when its refresh token is refused, and does not break down',
    given: { service: { whoami: true }, needs: ['refresh'] },
    when: async (tools) => {
      const { service } = tools
      const login = await refreshing(tools)
      await service.arm(login, 'attack.lifetime.refresh-refused')
      await over(tools, login)
      const before = await service.requests(login)
      const refused = await untilRefreshed(tools, login, before)
      const user = await service.whoami(login.browser)
      return { before, refused, user }
    },
    verify: {
      'RP-REFRESH': ({ before, refused, user, inapplicable, expect }) => {
        if (refused === undefined) return inapplicable('The service never used its refresh token.')
        const { visit, requests } = refused
        expect(visit.answer.status, 'the status of the page that needs the token').toBeLessThan(500)
        expect(
          asksToLogIn(visit, requests, before) || user === undefined,
          'whether the user is asked to log in again, or at least nobody any more',
        ).toBe(true)
      },
    },
  })

  scenario({
    id: 'oidc.rp.session.lifetime',
    title: 'ends a session with the access token on which it rests, where nothing refreshes that',
    given: { service: { whoami: true } },
    when: async (tools) => {
      const { service } = tools
      const login = await shortLived(tools, FOR_GOOD)
      await over(tools, login)
      const before = await service.requests(login)
      const ended = await service.eventually(async () => {
        const visit = await service.look('tokenPage', login.browser)
        if (asksToLogIn(visit, await service.requests(login), before)) return true
        return (await service.whoami(login.browser)) === undefined ? true : undefined
      })
      return { ended }
    },
    verify: {
      'RP-SESSION-LIFETIME': ({ ended, expect }) => {
        expect(ended ?? false, 'whether the session ended, or a login was asked for, within seconds').toBe(true)
      },
    },
  })
})
