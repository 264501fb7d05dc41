import { defineConfig } from 'vitest/config';

const ALL = 'tests/rules/**/*.test.ts,tests/commission/**/*.test.ts';

/** The tests of the rules as one project: Stryker runs those that reach a mutant, of the files that are named. */
export default defineConfig({
  test: { include: (process.env.MUTATION_TESTS ?? ALL).split(',') },
});
