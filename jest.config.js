// One project a suite, so that each can be run, and counted, on its own.
const project = (name, testMatch, more = {}) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: '<rootDir>/tsconfig.json', diagnostics: false }] },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  ...more,
});

/** The suites that need nothing but Node: what `npm test` runs. */
const outsiders = [
  project('unit', ['tests/unit/**/*.test.ts']),
  project('contract', ['tests/contract/**/*.test.ts']),
  project('http', ['tests/http/**/*.test.ts']),
  project('local-kestra', ['tests/local-kestra/**/*.test.ts']),
  project('bundles', ['tests/bundles/**/*.test.ts'], { testTimeout: 60_000 }),
  project('meta', ['tests/meta/**/*.test.ts'], { testTimeout: 60_000 }),
];

/** The suites that need ../shared or Java as well: `.ci/run` runs them with KESTRA_SUITES=all, by --selectProjects. */
const insiders = [
  project('replay', ['tests/shared/replay/**/*.test.ts'], { testTimeout: 300_000 }),
  project('verdicts', ['tests/shared/verdicts/**/*.test.ts'], { testTimeout: 300_000 }),
  project('corpus', ['tests/shared/corpus/**/*.test.ts'], { testTimeout: 300_000 }),
  project('oracle', ['tests/shared/oracle/**/*.test.ts'], { testTimeout: 600_000 }),
  project('fuzz', ['tests/shared/fuzz/**/*.test.ts'], { testTimeout: 600_000 }),
  project('workflows', ['tests/workflows/**/*.test.ts'], { testTimeout: 600_000 }),
];

export default {
  projects: process.env.KESTRA_SUITES === 'all' ? [...outsiders, ...insiders] : outsiders,
};
