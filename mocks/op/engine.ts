import type { KoaContextWithOIDC } from 'oidc-provider'
import { Provider } from 'oidc-provider'
import type { Engine, EngineAnswer, EngineOutcome, Interaction, SessionState } from './engine-api.ts'
import { CALLBACK, configuration, type EngineOptions, INTERACTION, SECRET } from './engine-configuration.ts'
import { injector } from './engine-injector.ts'
import { issueTokens } from './engine-issue.ts'

const sessionOf = (ctx: KoaContextWithOIDC): SessionState | undefined => {
  const session = ctx.oidc?.session
  if (!session?.uid) return undefined
  const { accountId, loginTs } = session as { accountId?: string; loginTs?: number }
  return { id: session.jti, uid: session.uid, accountId, loginTs }
}

const outcomeOf = (ctx: KoaContextWithOIDC): EngineOutcome => {
  const location = ctx.response.get('location')
  if (location?.startsWith(INTERACTION)) {
    const { Interaction: interaction } = ctx.oidc.entities
    if (interaction) return { kind: 'interaction', interaction: describe(interaction), session: sessionOf(ctx) }
  }
  if (location?.startsWith(CALLBACK)) {
    const params = Object.fromEntries(new URLSearchParams(new URL(location).hash.slice(1)))
    return { kind: 'response', params, session: sessionOf(ctx) }
  }
  const body = ctx.body as { error?: string; error_description?: string } | undefined
  return { kind: 'problem', error: body?.error ?? 'server_error', description: body?.error_description ?? '' }
}

const describe = (interaction: {
  uid: string
  prompt: { name: string }
  exp: number
  session?: { accountId?: string }
}): Interaction => ({
  uid: interaction.uid,
  prompt: interaction.prompt.name,
  exp: interaction.exp,
  accountId: interaction.session?.accountId,
})

const cookie = (session?: string, resume?: string): Record<string, string> => {
  const parts = [session && `s=${session}`, resume && `r=${resume}`].filter(Boolean)
  return parts.length > 0 ? { cookie: parts.join('; ') } : {}
}

export const createEngine = (options: EngineOptions): Engine => {
  const provider = new Provider(new URL(options.issuer).origin, configuration(options))
  provider.Client.prototype.redirectUriAllowed = () => true
  const inject = injector(provider)
  return {
    authorize: async (params, session) => {
      const query = new URLSearchParams({ ...params, redirect_uri: CALLBACK, response_mode: 'fragment' })
      return outcomeOf(await inject({ method: 'GET', target: `/auth?${query}`, headers: cookie(session) }))
    },
    resume: async (uid, result, session) => {
      const interaction = await provider.Interaction.find(uid)
      if (!interaction) return { kind: 'problem', error: 'invalid_request', description: 'no such interaction' }
      interaction.result = { ...interaction.lastSubmission, ...result }
      await interaction.persist()
      return outcomeOf(await inject({ method: 'GET', target: `/auth/${uid}`, headers: cookie(session, uid) }))
    },
    token: async (clientId, form) => {
      const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: SECRET })
      const ctx = await inject({ method: 'POST', target: '/token', body: body.toString() })
      return { status: ctx.status, body: (ctx.body ?? {}) as EngineAnswer['body'] }
    },
    issue: (issue) => issueTokens(provider, issue),
  }
}
