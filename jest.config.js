// One project a suite, so that each can be run, and counted, on its own.
const project = (name, testMatch) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: '<rootDir>/tsconfig.json', diagnostics: false }] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.mutants/', '<rootDir>/.mistakes/'],
});

/** The suites that need nothing but Node: what `npm test` runs. */
const outsiders = [
  project('unit', ['tests/unit/**/*.test.ts']),
  project('contract', ['tests/contract/**/*.test.ts']),
  project('http', ['tests/http/**/*.test.ts']),
  project('local-kestra', ['tests/local-kestra/**/*.test.ts']),
  project('fault-proxy', ['tests/fault-proxy/**/*.test.ts']),
  project('bundles', ['tests/bundles/**/*.test.ts']),
  project('meta', ['tests/meta/**/*.test.ts']),
];

/**
 * The suites that need ../shared or Java as well: `.ci/run` runs them with KESTRA_SUITES=all, by
 * --selectProjects.
 */
const insiders = [
  project('replay', ['tests/shared/replay/**/*.test.ts']),
  project('verdicts', ['tests/shared/verdicts/**/*.test.ts']),
  project('corpus', ['tests/shared/corpus/**/*.test.ts']),
  project('oracle', ['tests/shared/oracle/**/*.test.ts']),
  project('fuzz', ['tests/shared/fuzz/**/*.test.ts']),
  project('workflows', ['tests/workflows/**/*.test.ts']),
];

const all = process.env.KESTRA_SUITES === 'all';

export default {
  // A test that hangs is to fail, none that waits for a busy machine: 300 MB take a minute beside other work.
  // Jest takes no notice of a project's own testTimeout.
  testTimeout: all ? 600_000 : 300_000,
  // Jest would leave a core idle, and use one of two.
  maxWorkers: '100%',
  projects: all ? [...outsiders, ...insiders] : outsiders,
};
