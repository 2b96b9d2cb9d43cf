import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What became of a test file. */
export type Verdict = 'green' | 'red' | 'broken';

interface JestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Runs test files of a copy of the project.
 * @param named a part of the names of the tests that count
 * @returns a verdict for each file; one that does not load, or has no such test, is broken
 */
export async function runTests(
  copy: string,
  files: readonly string[],
  named: string | undefined,
): Promise<ReadonlyMap<string, Verdict>> {
  const results = join(copy, 'results.json');
  await rm(results, { force: true });
  const args = [
    '--experimental-vm-modules',
    '--no-warnings=ExperimentalWarning',
    join(copy, '../node_modules/jest/bin/jest.js'),
  ];
  const only = named === undefined ? [] : ['--testNamePattern', named];
  const jest = [...args, '--json', '--outputFile', results, ...only, '--runTestsByPath', ...files];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, jest, {
      cwd: copy,
      stdio: 'ignore',
      env: { ...process.env, KESTRA_URL: '' },
    });
    child.on('error', reject).on('close', () => resolve());
  });
  const { testResults } = JSON.parse(await readFile(results, 'utf8')) as JestResults;
  return new Map(
    files.map((file) => {
      const result = testResults.find(({ name }) => name === join(copy, file));
      const statuses = (result?.assertionResults ?? []).map(({ status }) => status);
      if (statuses.includes('failed')) return [file, 'red'];
      return [file, statuses.includes('passed') ? 'green' : 'broken'];
    }),
  );
}
