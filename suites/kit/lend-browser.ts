import type { Arrival, Browser, DeviceAnswer, TravelOptions } from './contract.ts'

/** RFC 8628 section 3.3: the user goes where the device says, types its code, signs in and answers. */
export const lendBrowser = async (
  browser: Browser,
  { verificationUri = '', userCode = '' }: Pick<DeviceAnswer, 'verificationUri' | 'userCode'>,
  how: TravelOptions = {},
): Promise<Arrival> => {
  await browser.travel(verificationUri, { label: 'verification page' })
  return browser.answer(userCode, { label: 'user code', ...how })
}
