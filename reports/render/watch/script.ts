import * as desk from './client/desk.ts'
import * as dom from './client/dom.ts'
import * as faults from './client/faults.ts'
import * as found from './client/found.ts'
import * as list from './client/list.ts'
import * as login from './client/login.ts'
import * as messages from './client/messages.ts'
import * as setup from './client/setup.ts'
import * as start from './client/start.ts'
import * as step from './client/step.ts'

const modules = [dom, desk, messages, step, login, list, found, faults, setup, start]

/** The functions of `client/` as one script: each uses only others of these modules, parameters, and the browser. */
export const script = `'use strict'
${modules.flatMap((module) => Object.values<(...args: never[]) => unknown>(module).map(String)).join('\n')}
start()
`
