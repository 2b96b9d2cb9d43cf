import { describe, expect, test } from '@jest/globals';
import { fc } from '../generated-inputs.js';
import { zipSync } from 'fflate';
import { planTargets } from '../../src/namespace-files/plan-targets.js';
import { nameRulesOf } from '../../src/namespace-files/server-names.js';
import type { Fault } from '../local-kestra/server.js';
import { FileStage, hex, type Tree } from './namespace-files.js';

const text = (content: string) => Buffer.from(content);

/** Runs on a local Kestra of its own. */
async function onStage<T>(options: Parameters<typeof FileStage.open>[0], work: (stage: FileStage) => Promise<T>) {
  const stage = await FileStage.open(options);
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}

const names = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'Ü',
    'x y',
    'z.zip',
    'e\u0301',
    '😀',
    '.env',
    '_flowsx',
    "it's",
    '~$&',
    'a+b',
    '100%',
    'a#b',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
);
const contents = fc.oneof(
  fc.uint8Array({ maxLength: 50 }),
  fc.constantFrom('', '\uFEFF', 'a\r\nb\r', '\0', 'ü\n').map(text),
  fc.constant(Buffer.from(zipSync({ 'in/side.txt': text('x') }))),
);

/** Trees that this server can hold. */
function trees(version: string): fc.Arbitrary<Tree> {
  const rules = nameRulesOf(version);
  const path = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  return fc.dictionary(path, contents, { maxKeys: 12 }).map((tree) => {
    let kept = Object.keys(tree);
    for (;;) {
      const files = kept.map((name) => ({ path: name, inRoot: name, size: 1 }));
      const { refusals } = planTargets([{ localPath: '.', kind: 'folder', files, namespacePath: '/' }], rules);
      const bad = new Set(refusals.map(({ file }) => file.path));
      const folders = kept.filter((name) => kept.some((other) => other.startsWith(`${name}/`)));
      for (const name of folders) bad.add(name);
      if (bad.size === 0) return Object.fromEntries(kept.map((name) => [name, tree[name]!]));
      kept = kept.filter((name) => !bad.has(name));
    }
  });
}

const VERSIONS = ['1.0.3', '1.2.0', '1.3.25', '1.3.31', '2.0.0'] as const;

describe('what the server holds is what the folder holds', () => {
  test.each(VERSIONS)('%s: byte for byte; a second run writes nothing; prune leaves nothing else', async (version) => {
    await fc.assert(
      fc.asyncProperty(
        trees(version),
        trees(version),
        fc.constantFrom('', '/base', '/b/c'),
        async (before, after, base) => {
          await onStage({ version }, async (stage) => {
            const options = { namespacePath: base === '' ? '/' : base, prune: 'all' } as const;
            expect((await stage.deploy(before, options)).failure).toBeUndefined();
            expect(stage.stored()).toEqual(stage.expected(before, base));
            const result = await stage.deploy(after, options);
            // A folder where a file was before is refused, and the reverse.
            if (result.failure !== undefined) {
              expect(result.failure.reason).toBe('names');
              expect(stage.stored()).toEqual(stage.expected(before, base));
              return;
            }
            expect(stage.stored()).toEqual(stage.expected(after, base));
            const sent = stage.kestra.requests.length;
            const again = await stage.deploy(after, options);
            expect(again.counts.unchanged).toBe(Object.keys(after).length);
            expect(again.changed).toBe(false);
            const methods = stage.kestra.requests.slice(sent).map(({ method }) => method);
            expect(new Set(methods)).toEqual(new Set(['GET']));
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  test('a file of 5 MB, in pieces', async () => {
    const large = Buffer.alloc(5 * 1024 * 1024, Buffer.from('0123456789abc'));
    await onStage({}, async (stage) => {
      await stage.deploy({ 'large.bin': large });
      expect(stage.stored()).toEqual({ '/large.bin': hex(large) });
      expect((await stage.deploy({ 'large.bin': large })).counts.unchanged).toBe(1);
      large[large.length - 1] = 0;
      expect((await stage.deploy({ 'large.bin': large }, { verify: true })).counts.updated).toBe(1);
      expect(stage.stored()).toEqual({ '/large.bin': hex(large) });
    });
  });

  test.each(['1.3.31', '2.0.0'])('%s: a hundred files in new folders, eight at once, nothing lost', async (version) => {
    const tree: Tree = Object.fromEntries(
      Array.from({ length: 100 }, (_, n) => [`d${n % 7}/e${n % 3}/f${n % 2}/x${n}`, text(`${n}`)]),
    );
    await onStage({ version }, async (stage) => {
      const result = await stage.deploy(tree, { retries: 0 });
      expect(result.failure).toBeUndefined();
      expect(stage.stored()).toEqual(stage.expected(tree));
    });
  });
});

describe('one request goes wrong', () => {
  const before: Tree = {
    'd/a': text('former'),
    'd/same': text('same'),
    'gone/x': text('old'),
    'gone/y': text('older'),
  };
  const after: Tree = {
    'd/a': text('later'),
    'd/same': text('same'),
    'new/b': text('b'),
    'new/deep/c': text('c'),
    'new/deep/e': text(''),
    top: text('t'),
  };
  const PASSING: readonly Pick<Fault, 'effect' | 'status'>[] = [
    { effect: 'status', status: 503 },
    { effect: 'status', status: 429 },
    { effect: 'reset' },
    { effect: 'lose-answer' },
  ];
  const WRITES = ['POST', 'DELETE'];
  const EVERY_WRITE = ['/d/a', '/gone/x', '/gone/y', '/new/b', '/new/deep/c', '/new/deep/e', '/top'];

  /** The requests of a run without faults. */
  async function countRequests(): Promise<number> {
    return onStage({}, async (stage) => {
      await stage.deploy(before);
      const sent = stage.kestra.requests.length;
      await stage.deploy(after, { prune: 'all', concurrency: 1 });
      return stage.kestra.requests.length - sent;
    });
  }

  /** A run in which the nth request has a fault. */
  async function withFault(
    fault: Pick<Fault, 'effect' | 'status'>,
    nth: number,
    options: Parameters<FileStage['deploy']>[1],
    check: (stage: FileStage, result: Awaited<ReturnType<FileStage['deploy']>>) => void,
  ): Promise<void> {
    const faults: Fault[] = [];
    await onStage({ faults }, async (stage) => {
      await stage.deploy(before);
      let count = 0;
      let hit = false;
      stage.kestra.onRequest(() => {
        // The fault is looked up after this: it is there for this one request.
        faults.length = 0;
        if (++count === nth && !hit) {
          hit = true;
          faults.push({ path: '/', ...fault });
        }
      });
      check(stage, await stage.deploy(after, { prune: 'all', concurrency: 1, ...options }));
      expect(hit).toBe(true);
    });
  }

  test.each(PASSING)('$effect $status: every passing one is survived', async (fault) => {
    const requests = await countRequests();
    expect(requests).toBeGreaterThan(10);
    for (let nth = 1; nth <= requests; nth++) {
      await withFault(fault, nth, {}, (stage, result) => {
        expect({ nth, failure: result.failure }).toEqual({ nth, failure: undefined });
        expect(stage.stored()).toEqual(stage.expected(after));
      });
    }
  });

  test.each(PASSING)('$effect $status without retries: the report says what the server holds', async (fault) => {
    const requests = await countRequests();
    const failures: string[] = [];
    for (let nth = 1; nth <= requests; nth++) {
      await withFault(fault, nth, { retries: 0 }, (stage, { files }) => {
        failures.push(...files.filter(({ action }) => action === 'failed').map(({ target }) => target));
        const stored = stage.stored();
        for (const { action, target, file } of files) {
          const wanted = file === undefined ? undefined : hex(after[file.slice('src/'.length)]!);
          const former = before[target.slice(1)];
          const isThere = stored[target];
          if (action === 'deleted') expect(isThere).toBeUndefined();
          else if (['created', 'updated', 'unchanged'].includes(action)) expect(isThere).toBe(wanted);
          else if (action === 'skipped') expect(isThere).toBe(former === undefined ? undefined : hex(former));
        }
      }).catch((error: unknown) => {
        // What fails before the first write ends the run, and nothing was changed.
        if (!(error instanceof Error) || 'matcherResult' in error) throw error;
      });
    }
    // Of a write whose answer is lost the server is asked what became of it. All else fails the write.
    expect(failures.toSorted()).toEqual(fault.effect === 'lose-answer' ? [] : EVERY_WRITE);
  });

  test('rollback: whatever write fails for good, the server is as it was', async () => {
    for (const [method, ending] of [
      ['POST', '%2Fd%2Fa'],
      ['POST', '%2Fnew%2Fdeep%2Fc'],
      ['POST', '%2Ftop'],
      ['DELETE', '%2Fgone%2Fy'],
    ] as const) {
      const faults: Fault[] = [];
      await onStage({ faults }, async (stage) => {
        await stage.deploy(before);
        const start = stage.stored();
        stage.kestra.onRequest((request) => {
          faults.length = 0;
          if (WRITES.includes(request.method) && request.method === method && request.query.endsWith(ending)) {
            faults.push({ path: '/', effect: 'status', status: 422 });
          }
        });
        const result = await stage.deploy(after, { prune: 'all', onError: 'rollback', retries: 0 });
        expect(result.failure?.reason).toBe('rolled-back');
        expect(result.changed).toBe(false);
        expect(stage.stored()).toEqual(start);
      });
    }
  });
});
