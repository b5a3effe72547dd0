import type { HttpAnswer } from '../contract.ts'
import type { Landing } from '../drivers/agent.ts'
import type { ServiceSeed } from '../target-service.ts'
import { missing } from './calmly.ts'
import { kindOf } from './journey.ts'
import type { Guest } from './service-login.ts'
import type { Session } from './session.ts'

/** The issuer wants to know whether the user means it. */
const isQuestion = ({ target }: Session, landing: Landing): boolean =>
  new URL(landing.answer.url).origin === new URL(target.issuer).origin &&
  ['page', 'consent-page'].includes(kindOf(landing, target.forms)) &&
  landing.page.forms[0]?.buttons[0] !== undefined

const yes = { form: 0, fill: {}, button: 0, label: 'logout confirmed' }

/** From where a session ends as far as that leads; the user says yes where the issuer asks. */
export const signOutWith =
  (session: Session, { logout }: ServiceSeed) =>
  async (browser: Guest): Promise<HttpAnswer> => {
    if (logout === undefined) throw missing(session, 'logout', 'where a logout begins')
    const asked = await browser.visit({ url: logout, label: 'logout at the service' })
    const landing = isQuestion(session, asked) ? await browser.submit(yes) : asked
    if (landing.callback === undefined) return landing.answer
    // The address for the end of a logout may be one for logins, too.
    return (await browser.visit({ url: landing.callback.url, label: 'back to the service' })).answer
  }
