import { describe, expect, test } from '@jest/globals';
import { readFlows } from '../../../src/validation/check-flows.js';
import { knownByTheRun, knownByTheServer, orElsewhere } from '../../../src/validation/known-flows.js';

const calling = (id: string, namespace: string, flowId: string) => ({
  path: `${id}.yml`,
  text: `id: ${id}\nnamespace: run\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: ${namespace}\n    flowId: ${flowId}\n`,
});
const broken = { path: 'broken.yml', text: 'id: [' };
const unnamed = { path: 'unnamed.yml', text: 'tasks: []\n' };

/** Asks a server that holds `stored/there`, or fails. */
async function ask(files: readonly { readonly path: string; readonly text: string }[], failure?: Error) {
  const asked: (readonly string[])[] = [];
  const known = await knownByTheServer(
    readFlows(files).flows,
    {
      exportSources: (namespaces) => {
        asked.push(namespaces);
        return failure === undefined
          ? Promise.resolve(['id: there\nnamespace: stored\ntasks: []\n'])
          : Promise.reject(failure);
      },
    },
    { isRefusal: (error) => error instanceof RangeError },
  );
  return { known, asked };
}

test('without a server a flow exists when the run brings it', () => {
  const known = knownByTheRun(readFlows([calling('a', 'x', 'y'), broken, unnamed]).flows);
  expect(known('run', 'a')).toBe('present');
  expect(known('run', 'b')).toBe('missing');
  expect(known('undefined', 'undefined')).toBe('missing');
});

describe('with a server', () => {
  test('it is asked once about the namespaces of others, and has what it exports', async () => {
    const { known, asked } = await ask([
      calling('a', 'stored', 'there'),
      calling('b', 'stored', 'gone'),
      calling('c', 'other', 'x'),
      broken,
    ]);
    expect(asked).toStrictEqual([['stored', 'other']]);
    expect([known('run', 'a'), known('stored', 'there'), known('stored', 'gone')]).toEqual([
      'present',
      'present',
      'missing',
    ]);
  });

  test('it is not asked about what the run brings itself', async () => {
    const { known, asked } = await ask([calling('a', 'run', 'b'), calling('b', 'run', 'a')]);
    expect(asked).toEqual([]);
    expect(known('run', 'b')).toBe('present');
  });

  test('who may not read the flows knows nothing of them; another failure is one', async () => {
    const { known } = await ask([calling('a', 'stored', 'there')], new RangeError('403'));
    expect([known('run', 'a'), known('stored', 'there')]).toEqual(['present', 'unknown']);
    await expect(ask([calling('a', 'stored', 'there')], new Error('down'))).rejects.toThrow('down');
  });
});

test('nobody knows of flows that live elsewhere, but what is there is there', () => {
  const known = orElsewhere((_, id) => (id === 'there' ? 'present' : 'missing'), ['x/*', '.y/**']);
  expect([known('x', 'there'), known('x', 'gone'), known('z', 'gone'), known('.y', 'gone')]).toEqual([
    'present',
    'unknown',
    'missing',
    'unknown',
  ]);
  const plain = (): 'missing' => 'missing';
  expect(orElsewhere(plain)).toBe(plain);
});
