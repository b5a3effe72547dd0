export * from '#lint/grammar/entitlement.ts'
