import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { actions, filesBelow, read, root } from './project.js';

const occurrences = (text: string, part: string) => text.split(part).length - 1;

describe.each(actions)('the bundle of %s', (action) => {
  let files: readonly string[];
  let code: string;
  beforeAll(async () => {
    files = await filesBelow(`dist/${action}`);
    code = (await Promise.all(files.filter((path) => path.endsWith('.js')).map(read))).join('\n');
  });

  test('is what action.yml starts, with what Node needs to read it as a module', async () => {
    expect(await read(`${action}/action.yml`)).toContain(`main: '../dist/${action}/index.js'`);
    expect(files).toEqual(expect.arrayContaining([`dist/${action}/index.js`, `dist/${action}/licenses.txt`]));
    expect(JSON.parse(await read(`dist/${action}/package.json`))).toMatchObject({ type: 'module' });
  });

  test('is at most 1.8 MB, and the catalogue of plugins 600 kB in a file of its own', async () => {
    const sizes = await Promise.all(
      files.map(async (path) => {
        const isCatalogue = path.endsWith('.index.js') && (await read(path)).includes('{"meta":{"format":1,"date":"');
        return { isCatalogue, size: (await stat(join(root, path))).size };
      }),
    );
    const sum = (wanted: boolean) =>
      sizes.filter(({ isCatalogue }) => isCatalogue === wanted).reduce((total, { size }) => total + size, 0);
    expect(sum(false)).toBeLessThanOrEqual(1_800_000);
    expect(sum(true)).toBeLessThanOrEqual(600_000);
    expect(sizes.filter(({ isCatalogue }) => isCatalogue)).toHaveLength(action === 'validate-flows' ? 1 : 0);
  });

  test('holds undici once, and the client of GitHub at most once, and neither in what is always loaded', async () => {
    expect(occurrences(code, 'Symbol.for("undici.globalDispatcher.')).toBe(1);
    expect(occurrences(code, 'Parameter token or opts.auth is required')).toBeLessThanOrEqual(1);
    const always = await read(`dist/${action}/index.js`);
    expect(always).not.toContain('Symbol.for("undici.globalDispatcher.');
    expect(always).not.toContain('Parameter token or opts.auth is required');
  });

  test('names no folder of the machine it was built on', () => {
    expect(code).not.toContain(root);
    expect(code).not.toMatch(/["'`(](?:file:\/\/)?(?:\/(?:home|Users|root|tmp|builds)\/\w|[A-Z]:\\+Users)/);
  });
});

describe('what is in the bundles may be given on under Apache-2.0', () => {
  const ALLOWED = [
    'MIT',
    'ISC',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'BlueOak-1.0.0',
    'CC0-1.0',
    'Unlicense',
  ];

  test.each(actions)('%s', async (action) => {
    const entries = (await read(`dist/${action}/licenses.txt`)).split(/^-{20,}$/m).map((entry) => entry.trim());
    const named = entries.filter((entry) => entry !== '').map((entry) => entry.split('\n', 2));
    expect(named.filter(([, licence]) => !ALLOWED.includes(licence ?? ''))).toEqual([]);
    const { dependencies } = JSON.parse(await read('package.json')) as { dependencies: Record<string, string> };
    const names = new Set(named.map(([name]) => name?.replace(/ \S+$/, '')));
    expect(Object.keys(dependencies).filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('without any input', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'empty-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What a bundle does without any input, and which files of it were loaded until then. */
  async function start(action: string) {
    const coverage = await mkdtemp(join(folder, 'loaded-'));
    const env = {
      PATH: process.env['PATH'] ?? '',
      RUNNER_TEMP: folder,
      GITHUB_WORKSPACE: folder,
      NODE_V8_COVERAGE: coverage,
    };
    const run = await new Promise<{ exitCode: number | null; log: string }>((resolve, reject) => {
      const child = spawn(process.execPath, [join(root, 'dist', action, 'index.js')], { cwd: folder, env });
      let log = '';
      child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
      child.on('error', reject);
      child.on('close', (exitCode) => resolve({ exitCode, log }));
    });
    const reports = await Promise.all((await readdir(coverage)).map((name) => readFile(join(coverage, name), 'utf8')));
    const urls = reports.flatMap((text) => (JSON.parse(text) as { result: readonly { url: string }[] }).result);
    return {
      ...run,
      loaded: urls
        .map(({ url }) => url)
        .filter((url) => url.startsWith('file:'))
        .map((url) => basename(url)),
    };
  }

  test.each(actions)('%s says what is missing', async (action) => {
    const { exitCode, log } = await start(action);
    expect(exitCode).toBe(1);
    expect(log).toMatch(action === 'validate-flows' ? /::error::No file matches/ : /::error::.*`server` is required/);
    expect(log).not.toMatch(/^\s+at /m);
  });

  test.each(actions)('%s does so at once: nothing is loaded that only some runs need', async (action) => {
    expect((await start(action)).loaded).toEqual(['index.js']);
  });
});
