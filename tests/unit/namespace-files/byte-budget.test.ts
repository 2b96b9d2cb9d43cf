import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ByteBudget } from '../../../src/namespace-files/byte-budget.js';

test('what is held at once stays below the bound, unless one is larger alone; everybody gets a turn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(150), { maxLength: 30 }), async (sizes) => {
      const budget = new ByteBudget(100);
      let held: number[] = [];
      let turns = 0;
      await Promise.all(
        sizes
          .map((size, position) =>
            budget.hold(size, async () => {
              held.push(size);
              const sum = held.reduce((a, b) => a + b, 0);
              expect(sum <= 100 || sum === size).toBe(true);
              await new Promise((resolve) => setImmediate(resolve));
              turns++;
              held = held.toSpliced(held.indexOf(size), 1);
              if (position % 3 === 0) throw new Error('work may fail');
            }),
          )
          .map((turn) => turn.catch(() => undefined)),
      );
      expect(turns).toBe(sizes.length);
    }),
  );
});
