import everything from '../../jest.config.js';

/** The suites that look at sources: a mistake in src/ shows in them without a build. */
const wanted = new Set(['unit', 'contract', 'http']);

/** One project, in whichever copy of the checkout the tester runs it. */
const [first] = everything.projects;
const testMatch = everything.projects
  .filter(({ displayName }) => wanted.has(displayName))
  .flatMap((project) => project.testMatch.map((glob) => glob.replace('<rootDir>/', '<rootDir>/')));

export default {
  ...first,
  displayName: undefined,
  testTimeout: everything.testTimeout,
  rootDir: process.cwd(),
  testMatch,
};
