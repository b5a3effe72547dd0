import type { Exchange, HttpMessage } from '../model.ts'
import { explain, type Hit } from './index.ts'

const statusOf = ({ start }: HttpMessage): number => Number.parseInt(start, 10)

const ERROR_IN_ADDRESS = /[?&#]error=/

/** An answer that refuses, whether by its status, by what it leads back with, or by its JSON alone. */
const refuses = (response: HttpMessage): boolean =>
  statusOf(response) >= 400 ||
  response.headers.some(([name, value]) => name === 'location' && ERROR_IN_ADDRESS.test(value)) ||
  /^\s*\{\s*"error"\s*:/.test(response.body ?? '')

/** The answer as `curl -i` would show it. */
const asText = ({ start, headers, body = '' }: HttpMessage): string =>
  [`HTTP/1.1 ${start}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\n')

/** What the error means that an answer holds; nothing where it holds none, or one that nobody knows. */
export const explainAnswer = (response: HttpMessage): readonly Hit[] =>
  refuses(response) ? explain(asText(response)).hits : []

export const explainExchange = ({ response }: Exchange): readonly Hit[] =>
  response === undefined ? [] : explainAnswer(response)
