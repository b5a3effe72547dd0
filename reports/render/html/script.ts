import * as address from './client/address.ts'
import * as details from './client/details.ts'
import * as page from './client/page.ts'

const sources = [...Object.values(address), ...Object.values(details), ...Object.values(page)].map(String)

/** The functions of `client/` as one classic script; `client/page.ts` says what they may use. */
export const script = `'use strict'
;(() => {
${sources.join('\n')}
start({ ${Object.keys(address).join(', ')} })
})()
`
