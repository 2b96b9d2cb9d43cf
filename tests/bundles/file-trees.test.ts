import { expect, test } from '@jest/globals';
import { fc } from '../generated-inputs.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { makeWorkspace } from '../local-runner/workspace.js';
import { kestra, type Kestra, writes } from './stage.js';
import { real } from './where.js';

type Tree = Readonly<Record<string, Uint8Array>>;

const version = real?.version ?? '1.3.25';
/** 1.0 and 1.1 keep a name with an escape under another one: the action refuses it there. */
const escape = /^1\.[01]\./.test(version) ? [] : ['%20', '%C3%BC'];
/** Before 2.0 a blank is stored as "+". */
const stored = (path: string) => (version.startsWith('2.') ? path : path.replaceAll(' ', '+'));

const CHARACTERS = [
  'a',
  'B',
  '7',
  'ü',
  'e\u0301',
  '日',
  '😀',
  ' ',
  '+',
  "'",
  '&',
  '=',
  '~',
  '$',
  '@',
  '(',
  ',',
  ';',
  '.',
  '-',
];
const nameOf = (characters: readonly string[]) =>
  fc
    .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(''))
    .filter((name) => !name.startsWith('..') && name !== '.');
/** In a folder some servers refuse an escape. */
const path = fc
  .tuple(fc.array(nameOf(CHARACTERS), { maxLength: 5 }), nameOf([...CHARACTERS, ...escape]))
  .map(([folders, name]) => [...folders, name].join('/'));

const FIVE_MB = Buffer.alloc(5_000_000, 'five megabytes \r\n\0\u00ff');
const content = fc.oneof(
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 2000 }) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('', 'a\r\nb\r', '\uFEFFx', '\0', 'PK\u0003\u0004 no archive', '--boundary\r\n', 'ü')
      .map((text) => Buffer.from(text)),
  },
  { weight: 1, arbitrary: fc.constant(FIVE_MB) },
);

/** Files of which none needs a folder where another one lies, and that no server takes for one. */
const tree = fc
  .uniqueArray(fc.tuple(path, content), {
    minLength: 1,
    maxLength: 10,
    selector: ([name]) => name.replaceAll(' ', '+'),
  })
  .map((files) => {
    const keys = files.map(([name]) => name.replaceAll(' ', '+'));
    return files.filter((_file, index) => !keys.some((key) => key.startsWith(`${keys[index]}/`)));
  })
  .map((files): Tree => Object.fromEntries(files));

/** Everything that a namespace holds, by path. */
async function held(server: Kestra, namespace: string): Promise<Record<string, string>> {
  const paths = await server.files(namespace);
  const contents = await Promise.all(paths.map((one) => server.file(namespace, one)));
  return Object.fromEntries(paths.map((one, index) => [one, contents[index]!.toString('base64')]));
}

const expected = (files: Tree, below = '') =>
  Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [`${below}/${stored(name)}`, Buffer.from(bytes).toString('base64')]),
  );

async function deploy(server: Kestra, namespace: string, files: Tree, inputs: Readonly<Record<string, string>>) {
  const workspace = await makeWorkspace(
    Object.fromEntries(Object.entries(files).map(([name, one]) => [`f/${name}`, one])),
  );
  const options = { localPath: 'f', includeHidden: 'true', ignoreFile: '', override: 'true' };
  const run = await runBundle('deploy-namespace-files', {
    workspace: workspace.path,
    inputs: { ...server.inputs, namespace, namespacePath: '/', ...options, ...inputs },
  });
  await workspace.remove();
  return run;
}

test('what the server holds below the target is the tree, byte for byte, and a second run writes nothing', async () => {
  const server = await kestra();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(tree, async (files) => {
      const namespace = server.sub(`round-${round++}`);
      const number = String(Object.keys(files).length);
      const first = await deploy(server, namespace, files, { namespacePath: '/x' });
      expect(first.outputs).toMatchObject({ created: number, failed: '0' });
      expect(await held(server, namespace)).toEqual(expected(files, '/x'));
      const before = writes(server).length;
      const second = await deploy(server, namespace, files, { namespacePath: '/x' });
      expect(second.outputs).toMatchObject({ unchanged: number, changed: 'false' });
      expect(writes(server)).toHaveLength(before);
    }),
    { numRuns: 8 },
  );
});

test('with `onError: rollback` it is all of the tree or, whatever request is refused, all as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      tree,
      tree,
      fc.constantFrom('POST', 'DELETE'),
      fc.integer({ min: 1, max: 6 }),
      async (former, files, method, nth) => {
        const server = await kestra({ faults: [{ method, path: '/files', nth, effect: 'status', status: 422 }] });
        const { namespace } = server;
        for (const [name, bytes] of Object.entries(former)) await server.upload(namespace, `/${name}`, bytes);
        const before = await held(server, namespace);
        const run = await deploy(server, namespace, files, { prune: 'all', maxDelete: '100', onError: 'rollback' });
        // A file where a folder lies, or the reverse, is refused before the first write.
        const isCarriedOut = run.exitCode === 0;
        expect(await held(server, namespace)).toEqual(isCarriedOut ? expected(files) : before);
        expect(run.outputs['changed']).toBe(
          String(isCarriedOut && JSON.stringify(before) !== JSON.stringify(await held(server, namespace))),
        );
      },
    ),
    { numRuns: 8 },
  );
});
