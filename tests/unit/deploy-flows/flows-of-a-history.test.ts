import { describe, expect, test } from '@jest/globals';
import type { StoredSource } from '../../../src/deploy-flows/actual.js';
import type { EditOptions } from '../../../src/deploy-flows/edits.js';
import type { FlowHistory, HeldFlowFile } from '../../../src/deploy-flows/ports.js';
import { confirmRemoved, definedElsewhere, findRemovedFlows } from '../../../src/deploy-flows/removed-flows.js';
import { flowText } from './fakes.js';

const a = flowText('a', 'n');
const b = flowText('b', 'n');
const COMMIT = '0123456789abcdef';

/** A file as it once was; by default it was removed then. */
interface Version extends Partial<HeldFlowFile> {
  readonly text: string;
}

/** A history with these versions of files, and what lies in the checkout today. */
function historyOf(
  versions: readonly Version[],
  today: Readonly<Record<string, string>> = {},
): FlowHistory & { readonly asked: string[] } {
  const asked: string[] = [];
  const blobOf = ({ text, blob = `blob of ${text}` }: Version) => blob;
  const texts = new Map(versions.map((version) => [blobOf(version), version.text]));
  return {
    asked,
    heldFiles: () =>
      Promise.resolve(
        versions.map((version, index) => ({
          path: 'flows/x.yml',
          endedIn: COMMIT,
          age: index + 1,
          ...version,
          blob: blobOf(version),
        })),
      ),
    readContents: (blobs, onText) => {
      asked.push(...blobs);
      for (const blob of blobs) onText(blob, texts.get(blob)!);
      return Promise.resolve();
    },
    checkout: async function* () {
      asked.push('checkout');
      for (const [path, text] of Object.entries(today)) yield await Promise.resolve({ path, text });
    },
  };
}

describe('the flows that a history has lost', () => {
  const keys = async (versions: readonly Version[], options: EditOptions = {}, desired: readonly string[] = []) =>
    (await findRemovedFlows(historyOf(versions), (key) => desired.includes(key), options)).map(({ key }) => key);

  test('are known with all their contents, and by the newest place where they stood', async () => {
    const versions = [
      { text: a, age: 5, endedIn: 'two', path: 'flows/old.yml' },
      { text: `${a}# b\n`, age: 3, endedIn: 'one', path: 'flows/new.yml' },
      { text: `${a}# c\n`, age: 9, endedIn: 'three', path: 'flows/x.yml' },
    ];
    for (const list of [versions, versions.toReversed()]) {
      const [flow, ...others] = await findRemovedFlows(historyOf(list), () => false, {});
      expect(others).toEqual([]);
      expect(flow).toEqual({
        namespace: 'n',
        id: 'a',
        key: 'n/a',
        blobs: new Set(list.map(({ text }) => `blob of ${text}`)),
        endedIn: 'one',
        path: 'flows/new.yml',
      });
    }
  });

  test('are known by the newest of several files with the same content, which is read once', async () => {
    const history = historyOf([
      { text: a, age: 2, endedIn: 'two', path: 'flows/two.yml' },
      { text: a, age: 1, endedIn: 'one', path: 'flows/one.yml' },
      { text: a, age: 3, endedIn: 'three', path: 'flows/three.yml' },
    ]);
    const removed = await findRemovedFlows(history, () => false, {});
    expect(removed).toMatchObject([{ endedIn: 'one', path: 'flows/one.yml' }]);
    expect(history.asked).toEqual([`blob of ${a}`]);
  });

  test.each<[string, readonly Version[], readonly string[]]>([
    ['every document of a file', [{ text: `${a}---\n${b}` }], ['n/a', 'n/b']],
    ['not what another file still holds', [{ text: a }, { text: `${a}# here\n`, endedIn: undefined! }], []],
    ['not what a newer version still holds', [{ text: `${a}# here\n`, endedIn: undefined! }, { text: a }], []],
    [
      'not what one of two files with the same content still holds',
      [{ text: a }, { text: a, endedIn: undefined! }],
      [],
    ],
    ['what left a file that is still there', [{ text: `${a}---\n${b}` }, { text: b, endedIn: undefined! }], ['n/a']],
    ['not what is deployed', [{ text: `${a}---\n${flowText('deployed', 'n')}` }], ['n/a']],
    ['not what has no id or no namespace', [{ text: 'id: a\n---\nnamespace: n\n---\nid: ""\nnamespace: n\n' }], []],
    ['not what cannot be read', [{ text: 'id: a\nnamespace: [\n' }], []],
  ])('are %s', async (_what, versions, expected) => {
    expect(await keys(versions, {}, ['n/deployed'])).toStrictEqual(expected);
  });

  test.each<[EditOptions, readonly string[]]>([
    [{ namespace: 'prod' }, ['prod/a', 'prod/bare']],
    [{ namespacePrefix: 'stage' }, ['stage.n/a']],
    [{}, ['n/a']],
  ])('have the names under which they were deployed: %j', async (options, expected) => {
    expect(await keys([{ text: `${a}---\nid: bare\n` }], options)).toEqual(expected);
  });
});

describe('a flow that was removed', () => {
  const stored = (source: string, namespace = 'n', id = 'a'): StoredSource => ({
    namespace,
    id,
    key: `${namespace}/${id}`,
    source,
  });
  /** What is deleted, and what is kept, of a server with some flows. */
  async function prune(
    history: ReturnType<typeof historyOf>,
    sources: readonly StoredSource[],
    options: EditOptions = {},
  ) {
    const removed = await findRemovedFlows(history, () => false, options);
    history.asked.length = 0;
    const server = { flows: new Map(sources.map((one) => [one.key, one])), isComplete: () => true };
    const { deletions, kept } = await confirmRemoved(removed, server, history, options);
    return { deleted: deletions.map(({ stored: { key }, reason }) => `${key}, ${reason}`), kept };
  }
  const GONE = { deleted: ['n/a, removed in 0123456'], kept: [] };
  const NOTHING = { deleted: [], kept: [] };
  const EDITED = {
    deleted: [],
    kept: [
      'n/a was removed in 0123456 (flows/x.yml), but is kept: on the server it differs from every version that this repository held (edited there, or deployed with other inputs). Delete it in Kestra if it is not needed any more.',
    ],
  };

  test.each<[string, readonly Version[], string, object]>([
    ['as it was', [{ text: a }], a, GONE],
    ['in an older version', [{ text: `${a}# never deployed\n` }, { text: a }], a, GONE],
    ['beside what is no flow in its file', [{ text: `not: a flow\n---\n${a}` }], a, GONE],
    ['beside another in its file', [{ text: `${b}---\n${a}` }], a, GONE],
    ['of a file that held another one too, which was edited', [{ text: `${a}---\n${b}` }], `${a}# by hand\n`, EDITED],
    ['edited', [{ text: a }], `${a}# by hand\n`, EDITED],
    ['as another flow of the history was', [{ text: a }, { text: b }], `${b}`, EDITED],
  ])('and is on the server %s', async (_what, versions, source, expected) => {
    expect(await prune(historyOf(versions), [stored(source)])).toEqual(expected);
  });

  test.each<[EditOptions, string]>([
    [{ namespace: 'prod' }, 'prod'],
    [{ namespacePrefix: 'stage' }, 'stage.n'],
  ])('and was deployed with %j', async (options, namespace) => {
    const source = flowText('a', namespace);
    expect(await prune(historyOf([{ text: a }]), [stored(source, namespace)], options)).toEqual({
      deleted: [`${namespace}/a, removed in 0123456`],
      kept: [],
    });
  });

  test('and is not on the server needs nothing: neither the checkout nor a content is read', async () => {
    const history = historyOf([{ text: a }]);
    expect(await prune(history, [stored(b, 'n', 'b')])).toEqual(NOTHING);
    expect(history.asked).toEqual([]);
  });

  test('is compared with its own versions alone, each read once', async () => {
    const both = `${a}---\n${b}`;
    const history = historyOf([{ text: both }, { text: flowText('c', 'n') }]);
    const { deleted } = await prune(history, [stored(a), stored(b, 'n', 'b')]);
    expect(deleted).toEqual(['n/a, removed in 0123456', 'n/b, removed in 0123456']);
    expect(history.asked).toEqual(['checkout', `blob of ${both}`]);
  });

  test.each<[string, Readonly<Record<string, string>>, object]>([
    ['as it is', { 'other/a.yml': a }, NOTHING],
    ['with another content', { 'other/a.yml': `${a}# moved\n` }, NOTHING],
    ['in another namespace', { 'other/a.yml': flowText('a', 'm') }, GONE],
    [
      'in what cannot be read',
      { 'other/a.yml': 'id: a\nnamespace: n\n{{ if }}\n' },
      { deleted: [], kept: ['n/a was removed in 0123456, but is kept: other/a.yml names it and cannot be read.'] },
    ],
  ])('and is defined elsewhere %s', async (_what, today, expected) => {
    expect(await prune(historyOf([{ text: a }], today), [stored(a)])).toEqual(expected);
  });

  test('and is defined elsewhere is not looked for in the history', async () => {
    const history = historyOf([{ text: a }], { 'other/a.yml': a });
    await prune(history, [stored(a)]);
    expect(history.asked).toEqual(['checkout']);
  });
});

describe('files define flows', () => {
  const candidate = (namespace: string, id: string) => ({ namespace, id, key: `${namespace}/${id}` });
  const candidates = [candidate('acme', 'flow'), candidate('stage.acme', 'flow'), candidate('acme', 'other')];
  const found = async (files: Readonly<Record<string, string>>, rename?: (namespace: string) => string) => {
    const list = Object.entries(files).map(([path, text]) => ({ path, text }));
    const defined = await definedElsewhere(candidates, list, rename);
    return Object.fromEntries([...defined].map(([key, { path, isUnclear }]) => [key, isUnclear ? `${path}?` : path]));
  };
  const flow = flowText('flow', 'acme');
  const broken = 'id: flow\nnamespace: acme\n{{ if }}\n';

  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
    ['by name', { 'x.yml': flow }, { 'acme/flow': 'x.yml' }],
    [
      'each document of a file',
      { 'x.yml': `${flow}---\n${flowText('other', 'acme')}` },
      { 'acme/flow': 'x.yml', 'acme/other': 'x.yml' },
    ],
    ['not in what is no flow', { 'x.yml': 'image: flow\n' }, {}],
    ['not in words of another', { 'x.yml': flowText('x', 'acme', '    message: flow') }, {}],
    ['perhaps, where they cannot be read', { 'x.yml': broken }, { 'acme/flow': 'x.yml?' }],
    ['perhaps, where the first of several may', { 'x.yml': broken, 'y.yml': broken }, { 'acme/flow': 'x.yml?' }],
    [
      'for sure, where one of them can be read',
      { 'x.yml': broken, 'y.yml': flow, 'z.yml': broken },
      { 'acme/flow': 'y.yml' },
    ],
    ['not where what cannot be read has another namespace', { 'x.yml': broken.replace('acme', 'm') }, {}],
    [
      'not where only another document has the id',
      { 'x.yml': `namespace: acme\n{{ if }}\n---\nid: flow\nnamespace: m\n` },
      {},
    ],
    ['behind one that cannot be read', { 'x.yml': `{{ if }}\n---\n${flow}` }, { 'acme/flow': 'x.yml' }],
  ])('%s', async (_what, files, expected) => {
    expect(await found(files)).toEqual(expected);
  });

  test('by the name that they are given, and by the one under which this run would deploy them', async () => {
    const expected = { 'acme/flow': 'x.yml', 'stage.acme/flow': 'x.yml' };
    expect(await found({ 'x.yml': flow }, (namespace) => `stage.${namespace}`)).toEqual(expected);
  });
});
