import { GivenUp, refusalIn, running } from './endpoint.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

/** Exchanges the token that it is handed for one of its own (RFC 8693), and says for whom. */
export const exchange = running(async (means) => {
  const { accessToken = '', clientId, audience = clientId } = means.options
  const answer = await means.post('token_endpoint', {
    grant_type: GRANT,
    subject_token: accessToken,
    subject_token_type: ACCESS_TOKEN,
    requested_token_type: ACCESS_TOKEN,
    audience: means.has('audience-made-up') ? 'tokenExchange' : audience,
  })
  const { access_token } = answer.body
  if (answer.status !== 200 || typeof access_token !== 'string') throw new GivenUp(`No token: ${refusalIn(answer)}.`)
  const headers = { authorization: `Bearer ${access_token}` }
  const { body = {} } = await means.ask(means.endpoint('userinfo_endpoint'), { headers })
  means.print(`Exchanged for ${body.sub ?? 'somebody'}`)
})
