import { sameText } from '../same-text.ts'
import type { Params } from './parameters.ts'
import type { BrowserSession } from './session.ts'

/** Whether a form came from a page of this session. */
export const hasCsrf = (params: Params, session: BrowserSession): boolean =>
  sameText(params.get('_csrf') ?? '', session.csrf)
