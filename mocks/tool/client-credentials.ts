import { GivenUp, refusalIn, running } from './endpoint.ts'

/** Acts for itself, and says by which name the issuer knows it. */
export const clientCredentials = running(async (means) => {
  const answer = await means.post('token_endpoint', { grant_type: 'client_credentials', scope: 'openid' })
  const { access_token } = answer.body
  if (answer.status !== 200 || typeof access_token !== 'string') throw new GivenUp(`No token: ${refusalIn(answer)}.`)
  const told = await means.post('introspection_endpoint', { token: access_token })
  if (told.status !== 200 || told.body.active !== true) throw new GivenUp(`Nobody vouches for it: ${refusalIn(told)}.`)
  means.print(`Acting as ${means.has('sub-as-client') ? told.body.sub : told.body.client_id}`)
})
