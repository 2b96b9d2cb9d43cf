import { describe, expect, test } from '@jest/globals';
import type { ServerVerdict } from '../../../src/rules/verdict.js';
import type { ValidationItem } from '../../../src/validation/batches.js';
import { validateOnServer } from '../../../src/validation/server-verdicts.js';

type Entry = ServerVerdict & { readonly index: number };

const item = (id: string, more: Partial<ValidationItem> = {}): ValidationItem => ({
  text: `id: ${id}\nnamespace: n`,
  alone: false,
  identity: { namespace: 'n', id },
  name: `${id}.yml`,
  ...more,
});
const items = (count: number) => Array.from({ length: count }, (_, index) => item(`flow-${index}`));

/**
 * Splits as the server does and answers each document with its own id, then lets a fault spoil the answer.
 */
function server(spoil: (entries: readonly Entry[], request: number) => readonly Entry[] = (entries) => entries) {
  const bodies: string[] = [];
  return {
    bodies,
    validateFlows: async (body: string): Promise<readonly Entry[]> => {
      bodies.push(body);
      const entries = body
        .trim()
        .split(/\n+---/)
        .map((text, index): Entry => ({ index, namespace: 'n', flow: /id: (.*)/.exec(text)![1]!, outdated: false }));
      return spoil(entries, bodies.length);
    },
  };
}

class BreakdownError extends Error {}

const verdictsOn = (sent: readonly ValidationItem[], kestra: ReturnType<typeof server>, concurrency: number) =>
  validateOnServer(sent, kestra, {
    concurrency,
    failures: { isBreakdown: (error) => error instanceof BreakdownError },
  });

describe('the verdict of the server', () => {
  test('100 documents share a request', async () => {
    const kestra = server();
    const verdicts = await verdictsOn(items(250), kestra, 8);
    expect(verdicts.map(({ verdict }) => verdict.flow)).toEqual(items(250).map(({ identity }) => identity!.id));
    expect(kestra.bodies).toHaveLength(3);
  });

  test('and at most 4 MB, but for one that is larger alone', async () => {
    const kestra = server();
    const large = (id: string, size: number) => item(id, { text: `id: ${id}\nnamespace: n\n`.padEnd(size, '#') });
    const sent = [large('a', 2_000_000), large('b', 2_000_000), item('c'), large('d', 5_000_000), item('e')];
    await verdictsOn(sent, kestra, 1);
    expect(kestra.bodies.map((body) => body.match(/id: \w/g)!.join())).toEqual([
      'id: a,id: b',
      'id: c',
      'id: d',
      'id: e',
    ]);
  });

  test('the lines of all but the first document of a request count from the marker before them', async () => {
    const answered = await verdictsOn([item('a'), item('b', { alone: true }), item('c')], server(), 1);
    expect(answered.map(({ linesBefore }) => linesBefore)).toEqual([0, 0, 1]);
  });

  test.each([
    ['another namespace', (entry: Entry) => ({ ...entry, namespace: 'm' }), 'the answer is about another one'],
    ['another flow', (entry: Entry) => ({ ...entry, flow: 'b' }), 'the answer is about another one'],
    ['another index', (entry: Entry) => ({ ...entry, index: 1 }), 'the answer is about another one'],
  ])('%s in the answer is not believed', async (_what, spoil, said) => {
    const asked = verdictsOn(
      [item('a')],
      server((entries) => entries.map(spoil)),
      1,
    );
    await expect(asked).rejects.toMatchObject({
      reason: 'protocol',
      message: `Kestra's verdict on a.yml cannot be trusted: one flow was sent, ${said}.`,
      hint: 'Run the step again. If it happens again, look for a proxy that changes requests or answers.',
    });
  });

  test('a flow whose identity cannot be read is matched by what is known of it', async () => {
    const sent = [item('a', { identity: { id: 'a' } }), item('b', { identity: {} })];
    expect((await verdictsOn(sent, server(), 1)).map(({ verdict }) => verdict.flow)).toEqual(['a', 'b']);
  });

  test('a document with a marker of its own goes alone', async () => {
    const kestra = server();
    await verdictsOn([item('a'), item('b', { alone: true }), item('c')], kestra, 8);
    expect(kestra.bodies.map((body) => body.match(/id: \w/g)!.join())).toEqual(['id: a,id: c', 'id: b']);
  });

  test.each<[string, (entries: readonly Entry[]) => readonly Entry[]]>([
    ['an entry twice', (entries) => [entries[0]!, ...entries]],
    ['an entry missing', (entries) => entries.slice(1)],
    ['shifted indexes', (entries) => entries.map((entry, index) => ({ ...entry, index: index + 1 }))],
    ['an index twice', (entries) => entries.map((entry) => ({ ...entry, index: 0 }))],
    ['refusals with one index', (entries) => entries.map(() => ({ index: 0, outdated: false, constraints: 'no' }))],
    [
      'identities swapped',
      (entries) => entries.map((entry, index) => ({ ...entry, flow: entries.at(-1 - index)!.flow! })),
    ],
    ['the same ids in another namespace', (entries) => entries.map((entry) => ({ ...entry, namespace: 'other' }))],
    ['no entry', () => []],
  ])(
    '%s: the same is asked again in smaller pieces, and every verdict belongs to its document',
    async (_what, spoil) => {
      const kestra = server((entries) => (entries.length > 2 ? spoil(entries) : entries));
      const verdicts = await verdictsOn(items(10), kestra, 4);
      expect(verdicts.map(({ verdict }) => verdict.flow)).toEqual(items(10).map(({ identity }) => identity!.id));
      expect(new Set(verdicts.map(({ verdict }) => verdict.namespace))).toEqual(new Set(['n']));
      expect(kestra.bodies.length).toBeGreaterThan(1);
    },
  );

  test('entries in another order are put in order', async () => {
    const verdicts = await verdictsOn(
      items(5),
      server((entries) => entries.toReversed()),
      1,
    );
    expect(verdicts.map(({ verdict }) => verdict.flow)).toEqual(items(5).map(({ identity }) => identity!.id));
  });

  test('a text that the server splits where YAML does not is an error of its file, and the others keep their verdicts', async () => {
    const kestra = server();
    const odd = item('odd', { text: 'id: odd\nx: "a\n---- id: b"', alone: true });
    const verdicts = await verdictsOn([item('a'), odd, item('c')], kestra, 8);
    expect(verdicts.map(({ verdict }) => verdict.flow)).toEqual(['a', undefined, 'c']);
    expect(verdicts[1]!.verdict.constraints).toContain('Indent that line');
  });

  test.each([0, 2])('%i verdicts on a single document are an error that names the file', async (count) => {
    const kestra = server((entries) => (count === 0 ? [] : [...entries, ...entries]));
    await expect(verdictsOn([item('a')], kestra, 1)).rejects.toThrow(
      `Kestra's verdict on a.yml cannot be trusted: one flow was sent, ${count} verdicts came back.`,
    );
  });

  test('a refused document carries no identity and is matched by its index', async () => {
    const kestra = server((entries) =>
      entries.map(({ index }) => ({ index, outdated: false, constraints: `refused ${index}` })),
    );
    const verdicts = await verdictsOn(items(3), kestra, 1);
    expect(verdicts.map(({ verdict }) => verdict.constraints)).toEqual(['refused 0', 'refused 1', 'refused 2']);
  });
});

describe('a document at which the server breaks down', () => {
  const breakingAt = (...ids: readonly string[]) =>
    server((entries, request) => {
      if (entries.some(({ flow }) => ids.includes(flow!))) throw new BreakdownError(`request ${request}`);
      return entries;
    });
  const refused = async (sent: readonly ValidationItem[], kestra: ReturnType<typeof server>) =>
    (await verdictsOn(sent, kestra, 8)).flatMap(({ verdict }, index) =>
      verdict.constraints === undefined ? [] : [[sent[index]!.name, verdict.constraints]],
    );
  const WORDS = 'Kestra answers 500 when it is asked to judge this flow, and judges others: its log says why.';

  test.each([
    ['the first', [0]],
    ['one in the middle', [57]],
    ['the last, alone in its request', [200]],
    ['several', [3, 4, 150]],
  ])('%s: is an error of its own, and the others keep their verdicts', async (_which, positions) => {
    const sent = items(201);
    const names = positions.map((position) => `flow-${position}.yml`);
    const kestra = breakingAt(...positions.map((position) => `flow-${position}`));
    expect(await refused(sent, kestra)).toEqual(names.map((name) => [name, WORDS]));
  });

  test('is found in few requests', async () => {
    const kestra = breakingAt('flow-57');
    await refused(items(100), kestra);
    expect(kestra.bodies.length).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(100)));
  });

  test('a server that breaks down at everything is asked little, and the run ends with its error', async () => {
    const kestra = breakingAt(...items(100).map(({ identity }) => identity!.id!));
    await expect(verdictsOn(items(100), kestra, 8)).rejects.toThrow('request 8');
    expect(kestra.bodies).toHaveLength(9);
  });

  test('nothing is said of a flow where no other was judged', async () => {
    await expect(verdictsOn([item('a')], breakingAt('a'), 1)).rejects.toThrow('request 1');
  });

  test('no other error is asked about again', async () => {
    const kestra = server(() => {
      throw new RangeError('no');
    });
    await expect(verdictsOn(items(2), kestra, 1)).rejects.toThrow('no');
    expect(kestra.bodies).toHaveLength(1);
  });
});
