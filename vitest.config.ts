import { defineConfig } from 'vitest/config';

// Forked processes, because identities, namespaces and descriptor limits belong to a process or thread.
export default defineConfig({
  test: {
    include: ['{suites,harness,containers,reports}/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
