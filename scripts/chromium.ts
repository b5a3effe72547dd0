// Before the tests: sees to it that there is a Chromium, or says what to do. The tests that need it decide.
import { chromiumHere } from '#suites/kit/drivers/chromium.ts'
import { provideChromium } from './chromium/provide.ts'
import { waysHere } from './chromium/ways.ts'

// A program that was named and is not there is a mistake to correct, not a gap to fill.
const ways = process.env.AAI_CHROMIUM ? [] : waysHere

if (process.env.AAI_NO_BROWSER === '1') console.log('AAI_NO_BROWSER=1: tests in a browser are left out.')
else await provideChromium({ find: chromiumHere, ways, say: console.log })
