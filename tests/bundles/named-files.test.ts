import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runBundle } from '../local-runner/run-bundle.js';
import { kestra, workspaceOf, type Kestra } from './stage.js';

/** A flow of a namespace that names these files by `read()`. */
const reading = (namespace: string, id: string, ...paths: readonly string[]): string =>
  `id: ${id}\nnamespace: ${namespace}\ntasks:\n${paths
    .map(
      (path, index) =>
        `  - id: t${index}\n    type: io.kestra.plugin.core.log.Log\n    message: "{{ read('${path}') }}"\n`,
    )
    .join('')}`;

const silenced = (flow: string) =>
  flow.replace('    message', '    # kestra-ignore: unknown-file by hand\n    message');

interface Found {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
  readonly hint?: string;
  readonly range: { readonly startLine: number };
}
const foundBy = ({ report }: { readonly report: unknown }) =>
  (report as { readonly findings: readonly Found[] }).findings.filter(({ rule }) => rule === 'unknown-file');

const searches = ({ requests }: Kestra) => requests.filter(({ path }) => path.endsWith('/files/search'));

describe('validate-flows: namespace files that flows name', () => {
  test('what is neither on the server nor in the checkout is a warning, at the cost of one search a namespace', async () => {
    const server = await kestra();
    const { namespace } = server;
    await server.upload(namespace, '/sql/load.sql', 'select 1');
    const files = {
      'flows/a.yml': reading(namespace, 'a', 'sql/load.sql', 'sql/laod.sql', 'scripts/new.py'),
      'flows/b.yml': silenced(reading(namespace, 'b', 'gone.txt')),
      'flows/c.yml': reading(server.sub('other'), 'c', 'x.txt', 'y.txt'),
      'src/scripts/new.py': 'print()',
      'src/x.txt': '',
    };
    const inputs = { ...server.inputs, directory: 'flows' };
    const run = await runBundle('validate-flows', { workspace: await workspaceOf(files), inputs });
    expect({ exitCode: run.exitCode, outputs: run.outputs }).toMatchObject({ exitCode: 0, outputs: { errors: '0' } });
    expect(foundBy(run).map(({ file, range, hint }) => [file, range.startLine, hint])).toEqual([
      ['flows/a.yml', 9, 'Did you mean `sql/load.sql`?'],
      ['flows/c.yml', 9, 'Correct the path, or upload the file with deploy-namespace-files.'],
    ]);
    expect(searches(server)).toHaveLength(2);
  });

  test('nothing is asked when no flow names a file', async () => {
    const server = await kestra();
    const workspace = await workspaceOf({ 'f/a.yml': reading(server.namespace, 'a', 'kestra:///x') });
    const run = await runBundle('validate-flows', { workspace, inputs: { ...server.inputs, directory: 'f' } });
    expect({ found: foundBy(run), searches: searches(server) }).toEqual({ found: [], searches: [] });
  });
});

describe('deploy-namespace-files: flows that name what it deletes', () => {
  async function deployed() {
    const server = await kestra();
    const { namespace } = server;
    const files = {
      'f/keep.sql': 'k',
      'f/dir/old.sql': 'o',
      'f/dir/main.py': 'm',
      'flows/a.yml': reading(namespace, 'a', 'keep.sql', 'dir/old.sql'),
      'flows/b.yml': `${reading(namespace, 'b', 'keep.sql')}    namespaceFiles:\n      include: [main.py]\n`,
      'flows/elsewhere.yml': reading(`${namespace}.other`, 'c', 'dir/old.sql'),
      'other.yml': 'name: dir/old.sql\n',
    };
    const workspace = await workspaceOf(files);
    const inputs = { ...server.inputs, localPath: 'f', namespace, namespacePath: '/' };
    const run = (more: Readonly<Record<string, string>>) =>
      runBundle('deploy-namespace-files', { workspace, inputs: { ...inputs, ...more } });
    await run({});
    return { run, workspace };
  }

  test.each(['true', 'false'])('they are warned of, with dryRun: %s', async (dryRun) => {
    const { run, workspace } = await deployed();
    await rm(join(workspace, 'f/dir'), { recursive: true });
    const pruned = await run({ prune: 'all', dryRun });
    expect(pruned.outputs).toMatchObject({ deleted: '2', failed: '0' });
    expect(foundBy(pruned).map(({ file, range, message }) => `${file}:${range.startLine} ${message}`)).toEqual([
      expect.stringMatching(
        /^flows\/a\.yml:9 This flow names the namespace file \/dir\/old\.sql of [^ ]+, which the plan deletes \(not in f\): reading it will fail/,
      ),
      expect.stringMatching(/^flows\/b\.yml:8 .* \/main\.py .*`include` will take nothing by it\.$/),
    ]);
    expect(pruned.log).toContain('::warning title=Kestra%3A unknown-file,file=flows/a.yml,line=9');
  });

  test('when nothing is deleted there is nothing to say', async () => {
    const { run } = await deployed();
    expect(foundBy(await run({ prune: 'all' }))).toEqual([]);
  });
});
