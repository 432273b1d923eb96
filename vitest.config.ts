import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    maxWorkers: '100%', // by default one core is left free, which is half of a machine of two
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
