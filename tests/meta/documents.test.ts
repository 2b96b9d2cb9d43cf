import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { specs } from '../../tools/docs/specs.js';
import { actions, filesBelow, read, root } from './project.js';

describe('documents', () => {
  test('action.yml and the tables of the READMEs are what the inputs say', async () => {
    const run = promisify(execFile);
    const { stdout } = await run(
      process.execPath,
      [join(root, 'node_modules/tsx/dist/cli.mjs'), 'tools/docs.ts', '--check'],
      { cwd: root },
    );
    expect(stdout).toContain('up to date');
  });

  test.each(specs.map((spec) => [spec.name, spec] as const))(
    '%s: every input has a row in its README and in the main one',
    async (name, spec) => {
      const declared = parse(await read(`${name}/action.yml`)) as { inputs: object; outputs: object };
      expect(Object.keys(declared.inputs)).toEqual(Object.keys(spec.inputs));
      expect(Object.keys(declared.outputs)).toEqual(Object.keys(spec.outputs));
      const readme = await read(`${name}/README.md`);
      for (const key of [...Object.keys(spec.inputs), ...Object.keys(spec.outputs)]) {
        expect(readme).toContain(`| \`${key}\``);
      }
    },
  );

  test('the two commands of the README are scripts', async () => {
    const readme = await read('README.md');
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test']) expect(readme).toContain(command);
    const named = `${await read('CONTRIBUTING.md')}${readme}`.matchAll(/npm run ([\w:]+)/g);
    for (const [, script] of named) expect(scripts).toHaveProperty([script!]);
    expect(scripts).toHaveProperty('test');
  });

  test('the version is the same wherever it is told', async () => {
    const { version } = JSON.parse(await read('package.json')) as { version: string };
    expect(await read('src/version.ts')).toContain(`'${version}'`);
    expect(JSON.parse(await read('package-lock.json'))).toMatchObject({ version });
  });

  test('links between documents lead to files', async () => {
    const documents = [
      'README.md',
      'CONTRIBUTING.md',
      'SECURITY.md',
      'CHANGELOG.md',
      ...actions.map((name) => `${name}/README.md`),
    ];
    const missing: string[] = [];
    for (const path of [...documents, ...(await filesBelow('docs')).filter((name) => name.endsWith('.md'))]) {
      const targets = [...(await read(path)).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
        ([, target]) => target!,
      );
      for (const target of targets) {
        const url = new URL(target, `file:///${path}`);
        const known = await read(url.pathname.slice(1)).catch(
          (error: NodeJS.ErrnoException) => error.code === 'EISDIR',
        );
        if (known === false) missing.push(`${path} → ${target}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

describe('fixtures', () => {
  test('every folder is used by a test or the demo, every defect has its expectation', async () => {
    const sources = [...(await filesBelow('tests')), ...(await filesBelow('tools'))].filter((path) =>
      path.endsWith('.ts'),
    );
    const users = (await Promise.all(sources.filter((path) => !path.startsWith('tests/meta')).map(read))).filter(
      (text) => text.includes('action-test-fixtures'),
    );
    const fixtures = (await filesBelow('action-test-fixtures')).map((path) => path.split('/').slice(1));
    const folders = new Set(fixtures.filter(({ length }) => length > 1).map(([folder]) => folder!));
    const unused = [...folders].filter(
      (folder) =>
        !users.some((text) => text.includes(`'${folder}'`) || text.includes(`action-test-fixtures/${folder}`)),
    );
    expect(unused).toEqual([]);
    const invalid = fixtures.filter(([folder]) => folder === 'invalid').map(([, ...path]) => path.join('/'));
    expect(invalid.filter((path) => !users.some((text) => text.includes(path)))).toEqual([]);
  });
});

describe('workflows and lock files', () => {
  test('every action of others is pinned to a commit', async () => {
    const workflows = (await filesBelow('.github')).filter((path) => /workflows\/.*\.ya?ml$/.test(path));
    const uses = (await Promise.all(workflows.map(read))).flatMap((text) =>
      [...text.matchAll(/\buses:\s*(.*)$/gm)].map(([, what]) => what!.trim()),
    );
    expect(uses.length).toBeGreaterThan(5);
    expect(uses.filter((what) => !/^\.\/|@[0-9a-f]{40} # v\d+\.\d+/.test(what))).toEqual([]);
  });

  test('every workflow says what its token may do', async () => {
    for (const path of (await filesBelow('.github')).filter((name) => name.includes('workflows/'))) {
      expect(parse(await read(path))).toHaveProperty('permissions');
    }
  });

  test('lock files name no registry', async () => {
    for (const path of ['package-lock.json', '.ci/nodes/package-lock.json', 'tools/mutate/package-lock.json']) {
      expect(await read(path)).not.toMatch(/"resolved"|https?:\/\/[^"]*registry/);
    }
  });
});
