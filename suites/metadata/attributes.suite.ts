import { describe } from 'vitest'
import { documented } from '#suites/kit/documented.ts'

// What a service asks for, and what it promises in return (subject-id profile, MDATTR, MDRPI, categories of REFEDS).
describe('What a SAML service asks for', { tags: ['saml', 'sp', 'metadata'] }, () => {
  documented('metadata', [
    ['says which identifier of users it needs', 'metadata.sp.subject-id.given', 'MD-SUBJECT-ID'],
    ['says it as the profile has it', 'metadata.sp.subject-id.signalled', 'SUBJECTID-signaling'],
    ['has entity attributes where they are looked for', 'metadata.sp.entity-attributes.placed', 'MDATTR-2.3'],
    ['has clean values of entity attributes', 'metadata.sp.entity-attributes.values', 'EDUGAIN-values'],
    ['names its categories by their URIs', 'metadata.sp.entity-attributes.categories', 'RFC8409-3.1'],
    ['numbers its sets of attributes', 'metadata.sp.attributes.indices', 'SAMLMD-2.4.4.1'],
    ['names attributes by their URIs', 'metadata.sp.attributes.names', 'SAMLMD-2.4.4.2'],
  ])
})

describe('What a SAML service says that it belongs to', { tags: ['saml', 'sp', 'metadata'] }, () => {
  documented('metadata', [
    ['was registered once', 'metadata.sp.registration.once', 'MDRPI-2.1'],
    ['was registered at an instant in UTC', 'metadata.sp.registration.instant', 'MDRPI-2.1.1'],
    ['takes HTTP-POST, being for research', 'metadata.sp.research.post', 'REFEDS-RS-4.3.1'],
    ['has a name and a page, being for research', 'metadata.sp.research.shown', 'REFEDS-RS-4.3.3'],
    ['names somebody technical, being for research', 'metadata.sp.research.contact', 'REFEDS-RS-4.3.4'],
    ['has texts in English, having promised care', 'metadata.sp.conduct.shown', 'REFEDS-COCO-5.1'],
    ['says what is necessary, having promised care', 'metadata.sp.conduct.necessary', 'REFEDS-COCO-5.2'],
    ['names a whole security contact for Sirtfi', 'metadata.sp.sirtfi.contact', 'REFEDS-SIRTFI-contact'],
    ['asserts the first Sirtfi with the second', 'metadata.sp.sirtfi.both', 'REFEDS-SIRTFI-v1'],
  ])
})
