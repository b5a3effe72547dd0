import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { instant } from '#mocks/saml/markup.ts'
import { newId } from '#mocks/saml/message-id.ts'
import { authnRequestText } from '#mocks/saml/message-text.ts'
import { spMetadataText } from '#mocks/saml/metadata-text.ts'
import { bindings } from '#mocks/saml/names.ts'
import { redirectUrl } from '#mocks/saml/send.ts'
import type { StubReply } from './stub-service.ts'

/** What one service does otherwise; a right one looks whether it is the audience, and at nothing else. */
export interface SamlStubManner {
  readonly refusal?: (claimed: string) => StubReply
  readonly welcome?: (claimed: string) => StubReply
  readonly me?: (user: string | undefined, everybody: readonly string[]) => StubReply
}

export interface SamlStub {
  readonly origin: string
  /** Its metadata. */
  readonly metadata: string
  readonly close: () => Promise<void>
}

const UNIQUE_ID = /Name="urn:oid:1\.3\.6\.1\.4\.1\.5923\.1\.1\.1\.13"[\s\S]*?<saml:AttributeValue[^>]*>([^<]*)/

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let body = ''
  for await (const chunk of request) body += chunk
  return new URLSearchParams(body)
}

const sessionIn = ({ headers: { cookie = '' } }: IncomingMessage): string => /saml-stub=([^;]+)/.exec(cookie)?.[1] ?? ''

const metadataFor = (origin: string): string =>
  spMetadataText({
    entityId: `${origin}/metadata`,
    keys: [],
    nameIdFormats: [],
    singleLogout: [],
    assertionConsumers: [{ binding: bindings.post, location: `${origin}/acs`, index: 0 }],
  })

/** A SAML service with manners of its own, on a free port of localhost; `sso` is where its identity provider listens. */
export const startSamlStub = async (sso: () => string, manner: SamlStubManner): Promise<SamlStub> => {
  const sessions = new Map<string, string>()
  const everybody: string[] = []
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const { refusal, welcome, me } = {
    refusal: (): StubReply => ({ status: 403, body: 'No.' }),
    welcome: (): StubReply => ({ status: 302, to: '/me' }),
    me: (user: string | undefined): StubReply =>
      user === undefined ? { status: 401 } : { status: 200, body: JSON.stringify({ user }) },
    ...manner,
  }
  const request = (): string =>
    redirectUrl(sso(), {
      kind: 'SAMLRequest',
      xml: authnRequestText({
        ...{ id: newId(), version: '2.0', issueInstant: instant(Date.now()), destination: sso() },
        issuer: `${origin}/metadata`,
      }),
    })
  const consume = async (incoming: IncomingMessage, session: string): Promise<StubReply> => {
    const text = Buffer.from((await bodyOf(incoming)).get('SAMLResponse') ?? '', 'base64').toString()
    const [, claimed = ''] = UNIQUE_ID.exec(text) ?? []
    if (!text.includes(`<saml:Audience>${origin}/metadata<`)) return refusal(claimed)
    sessions.set(session, claimed)
    everybody.push(claimed)
    return welcome(claimed)
  }
  const send = (response: ServerResponse, reply: StubReply, session: string): void => {
    if (reply === 'silence') return
    if (reply === 'crash') close().catch(() => {})
    if (typeof reply === 'string') return void response.destroy()
    const { status, to, body = '' } = reply
    const headers = {
      'set-cookie': `saml-stub=${session}; Path=/`,
      'content-type': body.startsWith('{') ? 'application/json' : 'text/html',
    }
    response.writeHead(status, { ...headers, ...(to === undefined ? {} : { location: to }) }).end(body)
  }
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const session = sessionIn(incoming) || randomUUID()
    const path = incoming.url?.split('?', 1)[0]
    if (path === '/login') return send(response, { status: 302, to: request() }, session)
    if (path === '/acs') return send(response, await consume(incoming, session), session)
    send(response, me(sessions.get(session), everybody), session)
  }
  return { origin, metadata: metadataFor(origin), close }
}
