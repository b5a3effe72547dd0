import type { Arrival, Browser, DeviceAnswer, TravelOptions } from './contract.ts'
import { derived } from './evidence.ts'
import { failedControl } from './tools/control.ts'

/** RFC 8628 section 3.3: the user goes where the device says, types its code, signs in and answers. */
export const lendBrowser = async (
  browser: Browser,
  { verificationUri, userCode }: Pick<DeviceAnswer, 'verificationUri' | 'userCode'>,
  how: TravelOptions = {},
): Promise<Arrival> => {
  if (verificationUri === undefined || userCode === undefined) throw failedControl('no address or no code for the user')
  // Some ask who the user is before they ask for the code, some afterwards.
  const before = await browser.travel(verificationUri, { label: 'verification page', ...how })
  const after = await browser.answer(userCode, { label: 'user code', ...how })
  return derived({ ...after, pages: [...before.pages, ...after.pages] }, after)
}
