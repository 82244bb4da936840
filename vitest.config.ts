import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Forked processes, because identities, namespaces and descriptor limits belong to a process or thread.
export default defineConfig({
  test: {
    include: ['{suites,harness,containers,reports}/**/*.test.ts'],
    pool: 'forks',
    // A guest starts in half the time, and there are more than a thousand of them.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node') },
    // Each of these is a guest of its own, and judged by the clock.
    maxConcurrency: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
