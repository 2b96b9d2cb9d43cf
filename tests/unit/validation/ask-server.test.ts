import { describe, expect, test } from '@jest/globals';
import { askServer } from '../../../src/validation/ask-server.js';
import { readFlows } from '../../../src/validation/check-flows.js';

const flow = (id: string) => ({ path: `${id}.yml`, text: `id: ${id}\nnamespace: company.team\ntasks: []\n` });
const { flows } = readFlows([flow('first'), { path: 'broken.yml', text: 'id: [' }, flow('second')]);
const missing = (id: string, namespace = 'company.team') =>
  `The subflow '${id}' not found in namespace '${namespace}'.`;

/** The messages about the first flow when the server refuses it so. */
async function messagesOf(constraints: string, allFlows?: typeof flows): Promise<readonly string[]> {
  const bodies: string[] = [];
  const answers = await askServer(
    flows,
    {
      validateFlows: (body) => {
        bodies.push(body);
        return Promise.resolve([
          { index: 0, outdated: false, constraints },
          { index: 1, outdated: false, flow: 'second', namespace: 'company.team' },
        ]);
      },
    },
    {
      concurrency: 1,
      rules: '1.3',
      failures: { isBreakdown: () => false },
      ...(allFlows === undefined ? {} : { allFlows }),
    },
  );
  expect(bodies).toEqual([
    'id: first\nnamespace: company.team\ntasks: []\n---\nid: second\nnamespace: company.team\ntasks: []',
  ]);
  expect([...answers.keys()].map(({ document }) => document.file.path)).toEqual(['first.yml', 'second.yml']);
  expect([...answers.values()][1]).toEqual([]);
  return [...answers.values()][0]!.map(({ original }) => original ?? '');
}

describe('a subflow that the server misses', () => {
  test('is no problem when the run brings it', async () => {
    expect(await messagesOf(missing('second'))).toEqual([]);
  });

  test('is none when it is among all flows of the run, whatever is asked about', async () => {
    const others = readFlows([flow('elsewhere')]).flows;
    expect(await messagesOf(missing('elsewhere'), others)).toEqual([]);
    expect(await messagesOf(missing('second'), others)).toEqual([missing('second')]);
  });

  test.each([
    missing('third'),
    missing('second', 'company'),
    `Note: ${missing('second')}`,
    `${missing('second')} Or so.`,
    'company.team/second',
  ])('%s stays one', async (message) => {
    expect(await messagesOf(message)).toEqual([message]);
  });
});
