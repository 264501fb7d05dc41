import { defineConfig } from 'vitest/config';

/** One project per kind of test: DynamoDB Local starts only for those that need it. */
export default defineConfig({
  test: {
    // Vitest leaves one core idle unless told: of two that is half the machine.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'rules',
          // Thousands of stories of a property, or every state of a machine: 6 s on two busy cores.
          testTimeout: 30_000,
          include: [
            'tests/rules/**/*.test.ts',
            'tests/csv/**/*.test.ts',
            'tests/sms/**/*.test.ts',
            'tests/commission/**/*.test.ts',
            'tests/exploration/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'workflows',
          // A whole firm in one process beside others: a month of it took 6 s on two busy cores.
          testTimeout: 30_000,
          include: ['tests/workflows/**/*.test.ts', 'tests/contracts/memory.test.ts'],
        },
      },
      {
        test: {
          name: 'simulation',
          include: ['tests/simulation/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'infra',
          include: ['tests/infra/**/*.test.ts'],
          testTimeout: 60_000,
          // One process for all files: each profile is synthesised once.
          isolate: false,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: [
            'tests/contracts/dynamodb.test.ts',
            'tests/integration/**/*.test.ts',
            'tests/local/**/*.test.ts',
          ],
          globalSetup: ['tests/support/dynamodb.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'console',
          include: ['tests/console/**/*.test.ts'],
          globalSetup: ['tests/console/build.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // What a screen shows next can take seconds on two busy cores: the second that is usual was too short.
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        test: {
          name: 'security',
          include: ['tests/security/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['tests/system/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
