import { describe, expect, test } from '@jest/globals';
import type { FilePlan } from '../../../src/deploy-namespace-files/deployment.js';
import { findFlowsThatRead } from '../../../src/deploy-namespace-files/flows-that-read.js';
import { StoredIndex } from '../../../src/namespace-files/compare.js';

/** A flow of the namespace "n" with one task of this body. */
const flow = (...body: readonly string[]) =>
  [
    'id: f',
    'namespace: n',
    'tasks:',
    '  - id: t',
    '    type: io.kestra.plugin.core.log.Log',
    ...body.map((line) => `    ${line}`),
    '',
  ].join('\n');
const reading = (path: string) => flow(`message: "{{ read('${path}') }}"`);
const including = (path: string, ...more: readonly string[]) =>
  flow('namespaceFiles:', ...more.map((line) => `  ${line}`), `  include: [${path}]`);

/** What is found in a flow when a plan deletes these files, with the reason of each, and writes others. */
async function found(
  source: string,
  deletions: Readonly<Record<string, string>>,
  { written = [], staying = [] }: { readonly written?: readonly string[]; readonly staying?: readonly string[] } = {},
) {
  const words: (readonly string[])[] = [];
  const plan: FilePlan = {
    changes: written.map((path) => ({
      kind: 'create',
      desired: { file: { path: `src${path}`, inRoot: path.slice(1), size: 1 }, path },
    })),
    conflicts: [],
    writes: [],
    deletions: Object.entries(deletions).map(([stored, reason]) => ({ stored, reason })),
  };
  const findings = await findFlowsThatRead(
    plan,
    new StoredIndex([...Object.keys(deletions), ...staying], '1.2'),
    { namespace: 'n', serverVersion: '1.2.0' },
    {
      flowsNaming: (asked) => {
        words.push(asked);
        return Promise.resolve([{ path: 'flows/f.yml', text: source }]);
      },
    },
  );
  return { findings, messages: findings.map(({ message }) => message), words };
}

const GONE = { '/dir/old.sql': 'not in src' };

describe('a flow that names a file which is deleted', () => {
  test('is found where it names it, with what happens then and what to do', async () => {
    const { findings } = await found(reading('dir/old.sql'), GONE);
    expect(findings).toMatchObject([
      {
        rule: 'unknown-file',
        severity: 'warning',
        file: 'flows/f.yml',
        message:
          'This flow names the namespace file /dir/old.sql of n, which the plan deletes (not in src): reading it will fail when the flow runs.',
        hint: 'Change the flow, or keep the file.',
        range: { startLine: 6 },
      },
    ]);
  });

  test('by `include`, which takes a file of any folder, is told of the file that goes', async () => {
    const { messages } = await found(including('old.sql'), { '/other': 'another', ...GONE });
    expect(messages).toEqual([
      'This flow names the namespace file /old.sql of n, which the plan deletes (not in src): `include` will take nothing by it.',
    ]);
  });

  test.each<[string, string, Parameters<typeof found>[2]]>([
    ['it stays in another folder, which `include` takes as well', including('old.sql'), { staying: ['/b/old.sql'] }],
    ['this run writes it again in another folder', including('old.sql'), { written: ['/new/old.sql'] }],
    ['it is looked for in another namespace as well', including('old.sql', 'namespaces: [n, m]'), {}],
    ['it names a file that never was there', reading('dir/none.sql'), {}],
    [
      'its author knows',
      reading('dir/old.sql').replace('    message', '    # kestra-ignore: unknown-file it is made\n    message'),
      {},
    ],
    ['a comment is about another rule', `# kestra-ignore: no-triggers another\n${reading('dir/none.sql')}`, {}],
    ['it is no flow: it has no tasks', reading('dir/old.sql').replace('tasks', 'steps'), {}],
    ['it is no flow: it has no id', reading('dir/old.sql').replace('id: f\n', ''), {}],
    ['it cannot be read', `${reading('dir/old.sql')}  broken: [\n`, {}],
  ])('is not when %s', async (_what, source, more) => {
    expect((await found(source, GONE, more)).findings).toEqual([]);
  });

  test('a name that Kestra stores with "+" for a blank is the same file', async () => {
    const { messages } = await found(reading('a+b.sql'), { '/a+b.sql': 'not in src' }, { written: ['/a b.sql'] });
    expect(messages).toEqual([]);
  });
});

test('flows are asked for by the names of the files, each once, and only when something is deleted', async () => {
  const files = { ...GONE, '/other/old.sql': 'not in src', '/top': 'not in src' };
  expect((await found(flow('message: x'), files)).words).toEqual([['old.sql', 'top']]);
  expect(await found(reading('dir/old.sql'), {})).toEqual({ findings: [], messages: [], words: [] });
});
