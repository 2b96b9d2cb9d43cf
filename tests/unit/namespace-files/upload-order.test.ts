import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { foldersOf } from '../../../src/namespace-files/target-path.js';
import { uploadOrder } from '../../../src/namespace-files/upload-order.js';

const upload = (path: string, size = 1) => ({ path, size });
const onlyRoot = (folder: string) => folder === '/';

describe('the order of uploads', () => {
  test('files of folders that exist wait for nobody', () => {
    expect(uploadOrder([upload('/a'), upload('/d/b'), upload('/d/c')], () => true)).toEqual([[], [], []]);
  });

  test('the files of a new folder wait for its smallest one', () => {
    const uploads = [upload('/d/large', 9), upload('/d/small', 1), upload('/d/other', 5), upload('/x')];
    expect(uploadOrder(uploads, onlyRoot)).toEqual([[1], [], [1], []]);
  });

  test('a folder in a new folder waits for the one that makes the outer one', () => {
    const uploads = [upload('/a/b/c', 3), upload('/a/x', 1), upload('/a/b/d', 2), upload('/a/b/e', 4)];
    expect(uploadOrder(uploads, onlyRoot)).toEqual([[2], [], [1], [2]]);
  });

  test('an upload that makes several folders is the first of all of them', () => {
    expect(uploadOrder([upload('/a/b/c/d', 1), upload('/a/b/e', 2), upload('/a/f', 2)], onlyRoot)).toEqual([
      [],
      [0],
      [0],
    ]);
  });

  test('property: no two uploads that may run at once make the same folder, and everything is uploaded', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const paths = fc.uniqueArray(
      fc.array(names, { minLength: 1, maxLength: 5 }).map((parts) => `/${parts.join('/')}/f`),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(
        paths,
        fc.array(fc.nat(3), { minLength: 25, maxLength: 25 }),
        fc.uniqueArray(names),
        fc.infiniteStream(fc.nat(100)),
        (all, sizes, present, choices) => {
          const uploads = all.map((path, index) => upload(path, sizes[index]));
          const there = new Set(['/', ...present.map((name) => `/${name}`)]);
          const needs = uploadOrder(uploads, (folder) => there.has(folder));
          const made = new Set(there);
          const waiting = new Set(uploads.keys());
          const running = new Map<number, readonly string[]>();
          const finished = new Set<number>();
          while (waiting.size + running.size > 0) {
            const ready = [...waiting].filter((position) => needs[position]!.every((need) => finished.has(need)));
            // As many as may run at once do: the worst case.
            for (const position of ready) {
              const makes = foldersOf(uploads[position]!.path).filter((folder) => !made.has(folder));
              for (const others of running.values()) expect(others.filter((one) => makes.includes(one))).toEqual([]);
              running.set(position, makes);
              waiting.delete(position);
            }
            expect(running.size).toBeGreaterThan(0);
            const { value } = choices.next() as { value: number };
            const end = [...running.keys()][value % running.size]!;
            for (const folder of running.get(end)!) made.add(folder);
            running.delete(end);
            finished.add(end);
          }
        },
      ),
    );
  });
});
