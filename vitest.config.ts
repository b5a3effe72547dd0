import { defineConfig } from 'vitest/config'

// Only the harness' own tests: scenarios (*.suite.ts) need targets, which `aai run` brings.
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'self',
          include: ['{fixtures,mocks,suites,reports,lint,registration,monitor,libraries,scripts}/**/*.test.ts'],
          exclude: ['node_modules/**', 'dist/**', '**/*.suite.ts'],
          testTimeout: 20_000,
          // Node strips the types itself, here as in `aai`: what runs is what is tested.
          experimental: { viteModuleRunner: false },
        },
      },
    ],
  },
})
