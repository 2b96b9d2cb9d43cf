import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PluginFile } from '../../../src/rules/plugins/format.js';
import { fileFromSchema } from '../../../src/rules/plugins/from-schema.js';
import { decodeInstalledPlugins } from '../../../tools/catalogue/installed-plugins.js';
import { renewFile } from '../../../tools/catalogue/renew.js';
import { renderRenewal } from '../../../tools/catalogue/summary.js';
import { listenOnLoopback, type Loopback } from '../../loopback.js';
import official from '../../../src/rules/plugins/official.json' with { type: 'json' };

const run = promisify(execFile);
const script = (name: string) => fileURLToPath(new URL(`../../../tools/catalogue/${name}`, import.meta.url));
const recorded = new URL('../../../../shared/kestra/flow-schema-1.3.25.json', import.meta.url);
const plugins = [{ name: 'core', version: '1.3.25', tasks: [{ cls: 'io.kestra.plugin.core.log.Log' }] }];

let pings = 0;
const server = createServer((request, response) => {
  const isKnown = request.headers.authorization === `Basic ${Buffer.from('ci@acme.com:a "b" c').toString('base64')}`;
  if (request.url === '/ping') response.writeHead(++pings < 2 ? 503 : 200).end('pong');
  else if (!isKnown) response.writeHead(401).end();
  else if (request.url === '/api/v1/plugins') response.end(JSON.stringify(plugins));
  else void readFile(recorded).then((bytes) => response.end(bytes));
});
let loopback: Loopback;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'renewal-'));
  loopback = await listenOnLoopback(server);
});
afterAll(() => loopback.close());

const save = (user: string, password: string) =>
  run(script('save-schema.sh'), [`http://127.0.0.1:${loopback.port}/`, folder], {
    env: { ...process.env, KESTRA_USER: user, KESTRA_PASSWORD: password, WAIT: '20' },
  });

test('the schema and the plugins of a server that is starting are saved, and change nothing that they do not know', async () => {
  await save('ci@acme.com', 'a "b" c');
  expect(pings).toBeGreaterThan(1);
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'));
  const before = official as unknown as PluginFile;
  const after = renewFile(before, {
    schema: fileFromSchema(await read('schema.json')),
    installed: decodeInstalledPlugins(await read('plugins.json')),
    date: '2026-11-25',
  });
  expect(Object.keys(after.classes)).toEqual(Object.keys(before.classes).sort());
  expect(renderRenewal(before, after)).toBe(
    `The catalogue of 2026-11-25: ${count(before)} types (0 came, 0 went).\n\n### Plugins at other versions (1)\n\n- core (new) → 1.3.25\n`,
  );
});

test('wrong credentials are a failure that shows none of them', async () => {
  await expect(save('ci@acme.com', 'wrong')).rejects.toMatchObject({
    stderr: expect.stringMatching(/401/),
    message: expect.not.stringContaining('wrong'),
  });
});

test('what changed goes to a branch and into one pull request', async () => {
  const [repository, remote, bin] = ['work', 'remote.git', 'bin'].map((name) => join(folder, name));
  const git = (...args: string[]) => run('git', args, { cwd: repository });
  await Promise.all([mkdir(repository!), mkdir(bin!)]);
  await run('git', ['init', '--quiet', '--bare', remote!]);
  await git('init', '--quiet', '--initial-branch', 'main');
  await git('remote', 'add', 'origin', remote!);
  await writeFile(join(repository!, 'official.json'), '{}\n');
  await git('add', '.');
  await git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '--message', 'First');
  // Tells what it was asked to do; pull requests exist once one was created.
  const gh = `#!/usr/bin/env bash\necho "$*" >>'${join(folder, 'gh.log')}'\n[[ $1 $2 != 'pr list' ]] || cat '${join(folder, 'open')}' 2>/dev/null || true\n[[ "$1 $2" != 'pr create' ]] || echo 7 >'${join(folder, 'open')}'\n`;
  await writeFile(join(bin!, 'gh'), gh.replace('[[ $1 $2 !=', '[[ "$1 $2" !='));
  await chmod(join(bin!, 'gh'), 0o755);
  const open = () =>
    run(script('open-pull-request.sh'), ['summary.md'], {
      cwd: repository,
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` },
    });

  expect((await open()).stdout).toBe('Nothing changed: no pull request.\n');
  await writeFile(join(repository!, 'official.json'), '{"a":1}\n');
  await open();
  await writeFile(join(repository!, 'official.json'), '{"a":2}\n');
  await open();
  const calls = (await readFile(join(folder, 'gh.log'), 'utf8')).trim().split('\n');
  expect(calls.filter((call) => !call.startsWith('pr list'))).toEqual([
    'pr create --head renew-catalogue --title Renew the catalogue of plugins --body-file summary.md',
    'pr edit renew-catalogue --body-file summary.md',
  ]);
  const pushed = await run('git', ['--git-dir', remote!, 'show', 'renew-catalogue:official.json']);
  expect(pushed.stdout).toBe('{"a":2}\n');
});

function count({ classes }: PluginFile): string {
  const types = Object.values(classes).filter(({ abstract, kind }) => abstract === undefined && kind !== 'model');
  return types.length.toLocaleString('en-US');
}
