import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'

interface Injected {
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** Requests to the engine without a socket: its own HTTP interface, in process. */
export const injector = (provider: Provider) => {
  const contexts = new WeakMap<object, KoaContextWithOIDC>()
  provider.use(async (ctx, next) => {
    contexts.set(ctx.req, ctx as KoaContextWithOIDC)
    await next()
    ctx.respond = false
  })
  const listener = provider.callback()
  const host = new URL(provider.issuer).host
  const socket = new Socket()
  return async ({ method, target, headers, body }: Injected): Promise<KoaContextWithOIDC> => {
    const request = new IncomingMessage(socket)
    request.method = method
    request.url = target
    request.headers = { host, ...headers }
    if (body !== undefined) {
      request.headers['content-type'] = 'application/x-www-form-urlencoded'
      request.headers['content-length'] = String(Buffer.byteLength(body))
      request.push(body)
    }
    request.push(null)
    await listener(request, new ServerResponse(request))
    const ctx = contexts.get(request)
    if (!ctx) throw new Error('the engine did not see its request')
    return ctx
  }
}
