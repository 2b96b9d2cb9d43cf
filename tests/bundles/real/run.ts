// The bundle suites against the Kestra of KESTRA_URL: `npm run test:real`; arguments for jest behind `--`.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { lookInto } from '../look.js';
import { real } from '../where.js';
import { readJournal } from './journal.js';

const USAGE =
  'Set KESTRA_URL, and KESTRA_USER with KESTRA_PASSWORD or KESTRA_TOKEN (KESTRA_TENANT, when it is not "main"). The suites write into namespaces of their own, "tests.…", and empty them afterwards.';

process.exitCode = await main(process.argv.slice(2));

async function main(jestArguments: readonly string[]): Promise<number> {
  if (real === undefined) {
    console.error(USAGE);
    return 2;
  }
  const version = await versionOf(real.url);
  console.log(`Kestra ${version} at ${real.url}, namespaces ${real.prefix}.*`);
  const folder = await mkdtemp(join(tmpdir(), 'test-real-'));
  const journalFile = join(folder, 'journal.jsonl');
  const resultsFile = join(folder, 'results.json');
  await writeFile(journalFile, '');
  try {
    await jest([...jestArguments, '--json', `--outputFile=${resultsFile}`], {
      KESTRA_TEST_JOURNAL: journalFile,
      KESTRA_TEST_PREFIX: real.prefix,
      KESTRA_TEST_VERSION: version,
    });
    const results = await readFile(resultsFile, 'utf8').catch(() => undefined);
    const journal = await readJournal(journalFile);
    const look = lookInto(real);
    for (const namespace of new Set(journal.namespaces)) await look.clear(namespace);
    if (results === undefined) {
      console.error('jest ended without results.');
      return 1;
    }
    return report(version, journal, JSON.parse(results) as Results);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function versionOf(url: string): Promise<string> {
  const { statusCode, body } = await request(`${url}/api/v1/configs`);
  const text = await body.text();
  if (statusCode !== 200) return 'of an unknown version';
  return (JSON.parse(text) as { readonly version?: string }).version ?? 'of an unknown version';
}

function jest(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number | null> {
  const bin = fileURLToPath(new URL('../../../node_modules/jest/bin/jest.js', import.meta.url));
  const node = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', bin];
  // One file at a time: the server is one, and what is measured here is not speed.
  const all = [...node, '--selectProjects', 'bundles', '--testTimeout=600000', '--maxWorkers=1', ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, all, { stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('close', resolve);
  });
}

interface Results {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
    readonly message: string;
  }[];
}

/** The exit code: failed tests, and a run in which no test met the server, are failures. */
function report(version: string, journal: Awaited<ReturnType<typeof readJournal>>, results: Results): number {
  const tests = results.testResults.flatMap(({ assertionResults }) => assertionResults);
  const withStatus = (status: string) => tests.filter((test) => test.status === status).map(({ fullName }) => fullName);
  const [passed, failed] = [withStatus('passed'), withStatus('failed')];
  const broken = results.testResults.filter((file) => file.assertionResults.length === 0 && file.message !== '');
  const reached = [...journal.reached.keys()];
  const requests = [...journal.reached.values()].reduce((sum, number) => sum + number, 0);

  console.log(`\nCannot run on a real server: ${journal.skipped.length}`);
  for (const { name, reason } of journal.skipped) console.log(`  - ${name}: ${reason}`);
  console.log(`\nNo server asked for: ${passed.filter((name) => !reached.includes(name)).length}`);
  for (const name of failed) console.log(`FAILED: ${name}`);
  const onServer = passed.filter((name) => reached.includes(name)).length;
  console.log(
    `\nKestra ${version}: ${onServer} passed, ${failed.length} failed, ${journal.skipped.length} cannot run there; ${requests} requests of the actions`,
  );
  if (onServer === 0) console.error('No test met the server.');
  return onServer > 0 && failed.length === 0 && broken.length === 0 ? 0 : 1;
}
