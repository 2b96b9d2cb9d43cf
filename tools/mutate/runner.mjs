// A test runner for Stryker that loads sources and tests once and runs the tests of each mutant in the same process: a
// mutant costs the milliseconds of its tests, not the seconds that Jest needs to load them.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { register } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus, determineHitLimitReached } from '@stryker-mutator/api/test-runner';
import { collect, jest, runBlock, testsOf } from './suite.mjs';

/**
 * The suites that look at sources, where a mistake in src/ shows without a build; but for the one of sockets and of
 * time, which is not stable enough where a mistake hangs.
 */
const suites = ['tests/unit', 'tests/contract'];
/**
 * Tests that take seconds, alone or together: they are run for mistakes in the places that they are about, not for
 * all that they happen to reach. A score can only be lower for it.
 */
const slowTests = [
  ['tests/unit/deploy-flows/git-history.test.ts', ['src/deploy-flows/history.ts']],
  // Whole deployments with repositories of their own: half a minute for each mistake.
  ...['git-situations', 'held-elsewhere', 'kept-flows', 'removed-flows'].map((name) => [
    `tests/unit/deploy-flows/${name}.test.ts`,
    [],
  ]),
  ...['git-situations', 'history'].map((name) => [
    `tests/unit/deploy-namespace-files/${name}.test.ts`,
    ['src/deploy-namespace-files/history.ts'],
  ]),
  ['tests/unit/findings/', ['src/findings/', 'src/lint/', 'src/rules/']],
  ['tests/unit/flows/hostile-text.test.ts', ['src/flows/', 'src/yaml/']],
  ['tests/unit/git/', ['src/git/']],
  ['tests/unit/lint/', ['src/lint/', 'src/rules/']],
  ['tests/unit/pebble/', ['src/lint/', 'src/pebble/']],
  ['tests/unit/report/hostile-text.test.ts', ['src/report/escape.ts']],
  ['tests/unit/report/limits.test.ts', ['src/report/comment.ts', 'src/report/summary.ts']],
  ['tests/unit/rules/', ['src/rules/']],
  ['tests/unit/yaml/', ['src/flows/', 'src/yaml/']],
  // Mistakes in the parser make its steps longer: it would use up the stack on a flow that is just not too deep.
  [
    'tests/unit/validation/judge-offline.test.ts: flows without a server what is nested too deeply takes no other',
    ['src/validation/'],
  ],
];
/** Tests that read sources as text, which has the mistakes in it here. */
const testsOfText = ['tests/contract/troubleshooting.test.ts', 'tests/unit/findings/rule-names.test.ts'];
/** How long each test took without a mistake, for the other processes of this run. */
const timesFile = '.test-times.json';
const environmentVariable = '__STRYKER_ACTIVE_MUTANT__';
const instrumented = (globalThis.__stryker__ ??= {});
/** Those of the process: a test may put others in their place. */
const { setTimeout, clearTimeout } = globalThis;

class OneProcessRunner {
  #files = [];
  #times = {};
  #mutants = 0;

  /** Mutants that are covered by tests are switched on after loading, so nothing need be loaded again. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    process.env.NODE_ENV = 'test';
    process.env.FORCE_COLOR = '0';
    register('./loader.mjs', import.meta.url);
    const names = (await Promise.all(suites.map(testFiles))).flat().filter((file) => !testsOfText.includes(file));
    for (const [index, file] of names.sort().entries()) {
      const root = await collect(() => import(`${pathToFileURL(join(process.cwd(), file)).href}?test=${index}`));
      this.#files.push({ file, root, tests: identified(file, testsOf(root)) });
    }
  }

  async dryRun({ files = [] }) {
    instrumented.mutantCoverage ??= { static: {}, perTest: {} };
    const { results } = await this.#run((id) => files.some((file) => isRunFor(file, id)), {
      limitMs: () => 60_000,
      bail: false,
    });
    this.#times = Object.fromEntries(results.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    await writeFile(timesFile, JSON.stringify(this.#times));
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: instrumented.mutantCoverage };
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter, disableBail, hitLimit }) {
    if (Object.keys(this.#times).length === 0) {
      this.#times = JSON.parse(await readFile(timesFile, 'utf8'));
    }
    const wanted = new Set(testFilter.filter((id) => isRunFor(sandboxFileName, id)));
    const options = { limitMs: (id) => 2000 + 5 * (this.#times[id] ?? 1000), bail: !disableBail };
    const isFirst = this.#mutants++ === 0;
    Object.assign(instrumented, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit ? 0 : undefined });
    process.env[environmentVariable] = activeMutant.id;
    const { results } = await this.#run((id) => wanted.has(id), options);
    const hits = instrumented.hitCount;
    Object.assign(instrumented, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    delete process.env[environmentVariable];

    const failed = results.filter(({ status }) => status === TestStatus.Failed);
    const timeout = determineHitLimitReached(hits, hitLimit);
    if (timeout === undefined && failed.length === 0) {
      return { status: MutantRunStatus.Survived, nrOfTests: results.length };
    }
    // A test that still fails without the mistake was broken by what an earlier mutant left behind: Stryker starts a
    // new process for the rejection, and runs the mutant there as the first one.
    if (!isFirst) {
      const killers = new Set(failed.map(({ id }) => id));
      const again = await this.#run((id) => killers.has(id), options);
      const stillFailing = again.results.find(({ status }) => status === TestStatus.Failed);
      if (stillFailing !== undefined) {
        throw new Error(`Fails without a mutant as well: ${stillFailing.id}: ${stillFailing.failureMessage}`);
      }
    }
    return timeout !== undefined
      ? { status: MutantRunStatus.Timeout, reason: timeout.reason }
      : {
          status: MutantRunStatus.Killed,
          killedBy: failed.map(({ id }) => id),
          failureMessage: failed[0].failureMessage,
          nrOfTests: results.length,
        };
  }

  /** Runs the tests whose id is wanted, the quick files first. */
  async #run(isWanted, { limitMs, bail }) {
    const results = [];
    const chosen = this.#files
      .map(({ file, root, tests }) => ({ file, root, ids: new Map(tests.filter(([, id]) => isWanted(id))) }))
      .filter(({ ids }) => ids.size > 0)
      .map((each) => ({ ...each, ms: [...each.ids.values()].reduce((sum, id) => sum + (this.#times[id] ?? 0), 0) }))
      .sort((one, other) => one.ms - other.ms);
    for (const { file, root, ids } of chosen) {
      const environment = { ...process.env };
      const around = async (test, run) => {
        const id = ids.get(test);
        instrumented.currentTestId = id;
        const start = performance.now();
        const failure = await failureOf(run, limitMs(id));
        instrumented.currentTestId = undefined;
        const result = { id, name: id, fileName: join(process.cwd(), file), timeSpentMs: performance.now() - start };
        results.push(
          failure === undefined
            ? { ...result, status: TestStatus.Success }
            : { ...result, status: TestStatus.Failed, failureMessage: failure },
        );
        return failure === undefined || !bail;
      };
      const failure = await failureOf(() => runBlock(root, new Set(ids.keys()), around), 600_000);
      if (failure !== undefined) {
        const [id] = ids.values();
        results.push({ id, name: id, timeSpentMs: 0, status: TestStatus.Failed, failureMessage: failure });
      }
      restoreEnvironment(environment);
      process.exitCode = undefined;
      if (bail && results.some(({ status }) => status === TestStatus.Failed)) {
        break;
      }
    }
    return { results };
  }
}

/** Whether a test is run for mistakes in a file: most are. */
function isRunFor(file, id) {
  const rooms = slowTests.find(([tests]) => id.startsWith(tests))?.[1];
  return rooms === undefined || rooms.some((room) => file.includes(`/${room}`));
}

async function testFiles(folder) {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((entry) => entry.endsWith('.test.ts')).map((entry) => join(folder, entry));
}

/** The tests of a file with an id each: tests of one name are counted. */
function identified(file, tests) {
  const seen = new Map();
  return tests.map(({ test, name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [test, `${file}: ${name}${count === 1 ? '' : ` (${count})`}`];
  });
}

/** What went wrong, also where nobody waits for it; undefined: nothing. */
async function failureOf(run, limitMs) {
  let timer;
  let onError;
  const trouble = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${limitMs} ms`)), limitMs);
    onError = reject;
  });
  process.on('uncaughtException', onError);
  try {
    await Promise.race([run(), trouble]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    jest.useRealTimers();
    clearTimeout(timer);
    process.off('uncaughtException', onError);
  }
}

function restoreEnvironment(environment) {
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) {
      delete process.env[name];
    }
  }
  Object.assign(process.env, environment);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'one-process', OneProcessRunner)];
