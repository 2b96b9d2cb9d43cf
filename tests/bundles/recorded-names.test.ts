import { describe, expect, test } from '@jest/globals';
import { runBundle } from '../local-runner/run-bundle.js';
import { kestra, localKestra, workspaceOf, writes } from './stage.js';
import { real } from './where.js';

type Fate = 'stored' | 'refused' | { readonly as: string };

/** What becomes of a name: before 1.3.31, from it on, and from 2.0 on. */
type Fates = readonly [older: Fate, newer: Fate, next: Fate];
const SAFE: Fates = ['stored', 'stored', 'stored'];
const UNSAFE: Fates = ['refused', 'refused', 'refused'];
/** A path of Java's file system from 1.3.31 on, a URI before. */
const NO_URI: Fates = ['refused', 'stored', 'stored'];

/** The names that were tried on a real server, each by the name of its recording. */
const NAMES: readonly (readonly [recording: string, path: string, fates: Fates])[] = [
  ['upload unicode name', 'ünï/日本.txt', SAFE],
  [
    'upload blank in the name',
    'with blank/a b.txt',
    [{ as: 'with+blank/a+b.txt' }, { as: 'with+blank/a+b.txt' }, 'stored'],
  ],
  ['upload special name', 'sp/a#b%c?d+e&f.txt', NO_URI],
  ['upload name with hash', 'chars/a#b.txt', NO_URI],
  ['upload name with percent', 'chars/a%b.txt', NO_URI],
  ['upload name with percent escape', 'chars/a%20b.txt', SAFE],
  ['upload name with question', 'chars/a?b.txt', NO_URI],
  ['upload name with plus', 'chars/a+b.txt', SAFE],
  ['upload name with ampersand', 'chars/a&b.txt', SAFE],
  ['upload name with brackets', 'chars/a[b]{c}.txt', NO_URI],
  ['upload name with quotes', `chars/a'b"c.txt`, NO_URI],
  ['upload name with colon', 'chars/a:b.txt', UNSAFE],
  ['upload name with backslash', 'chars/a\\b.txt', UNSAFE],
  ['upload name with pipe', 'chars/a|b.txt', NO_URI],
  ['upload name with newline', 'chars/a\nb.txt', NO_URI],
  ['upload name with leading blank', 'chars/ a.txt', [{ as: 'chars/+a.txt' }, { as: 'chars/+a.txt' }, 'stored']],
  ['upload name with tilde', 'chars/~a.txt', SAFE],
  ['upload name with dollar', 'chars/$a.txt', SAFE],
  ['upload name with at', 'chars/@a.txt', SAFE],
  ['upload hidden', '.env', SAFE],
];

const VERSIONS = real === undefined ? ['1.3.25', '2.0.0'] : [real.version];

function fateOn(version: string, [older, newer, next]: Fates, path: string): Fate {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  if (major >= 2) return next;
  // 1.0 and 1.1 resolve escapes, and keep the file under another name.
  if (minor < 2 && path.includes('%')) return 'refused';
  return minor > 3 || (minor === 3 && patch >= 31) ? newer : older;
}

describe.each(VERSIONS)('on Kestra %s', (version) => {
  test.each(NAMES)('%s: %j', async (_recording, path, fates) => {
    const server = real === undefined ? await localKestra({ version }) : await kestra();
    const { namespace } = server;
    const workspace = await workspaceOf({ [`f/${path}`]: `content of ${path}`, 'f/plain.txt': 'plain' });
    const deploy = () =>
      runBundle('deploy-namespace-files', {
        workspace,
        inputs: { ...server.inputs, localPath: 'f', namespacePath: '/', namespace, includeHidden: 'true' },
      });
    const fate = fateOn(version, fates, path);
    const first = await deploy();
    if (fate === 'refused') {
      expect(first.outputs).toMatchObject({ failureReason: 'names', created: '0' });
      expect(first.log).toMatch(/Rename (?:it|the file|one of them)\./);
      expect(writes(server)).toEqual([]);
      return;
    }
    const stored = `/${fate === 'stored' ? path : fate.as}`;
    expect(first.outputs).toMatchObject({ created: '2', failed: '0' });
    expect(await server.files(namespace)).toEqual([stored, '/plain.txt'].toSorted());
    expect((await server.file(namespace, `/${path}`))?.toString()).toBe(`content of ${path}`);
    expect(first.log.includes('has another name on the server')).toBe(fate !== 'stored');
    const before = writes(server).length;
    expect((await deploy()).outputs).toMatchObject({ changed: 'false', unchanged: '2' });
    expect(writes(server)).toHaveLength(before);
  });
});
