import { describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import type { ActionSpec, Input, InputTable } from '../../../src/inputs/input.js';
import { onDouble } from '../on-double.js';
import { type Observed, observe, type Scene } from './observe.js';

/** What an input does: two runs of the action that differ by it alone, and what is to be seen of each. */
export interface Effect {
  /** Something else than the default; a function of the server's address where it needs that. */
  readonly value: string | ((url: string) => string);
  /** Default: the one of the table. */
  readonly scene?: Scene;
  readonly shows: (observed: Observed) => unknown;
  readonly byDefault: unknown;
  readonly set: unknown;
}

/** An input that is accepted and changes nothing. */
export interface WithoutEffect {
  readonly value: string;
  readonly ignored: (observed: Observed) => unknown;
}

/** The effects of a table's inputs: one at least, and one for every word of a choice. */
export type EffectsOf<I extends InputTable> = { readonly [K in keyof I]: readonly Effect[] | WithoutEffect };

/** Children at once, here: two keep both cores of a small machine busy. */
const limit = pLimit(2);

/**
 * Runs the bundle for every input of an action, by default and set, and holds it to what the table says. An
 * input without an effect fails, and so does one that shows the same when it is set.
 */
export function everyInputHasItsEffect<I extends InputTable>(
  { name: action, inputs }: ActionSpec<I>,
  scene: Scene,
  effects: EffectsOf<I>,
): void {
  // Scenes that are alike are one.
  const byDefault = new Map<string, Promise<Observed>>();
  const defaultIn = (one: Scene): Promise<Observed> => {
    const key = JSON.stringify(one);
    const running = byDefault.get(key) ?? limit(() => observe(action, one, {}));
    byDefault.set(key, running);
    return running;
  };
  const all = Object.entries<readonly Effect[] | WithoutEffect>(effects);
  const rows = all.flatMap(([name, effect]) =>
    'ignored' in effect ? [] : effect.map((one) => [name, String(one.value), one] as const),
  );
  const ignored = all.flatMap(([name, effect]) => ('ignored' in effect ? [[name, effect] as const] : []));

  describe(`the inputs of ${action}`, () => {
    test.each(Object.entries<Input>(inputs))('%s has an effect that is held here', (name, input) => {
      const effect = effects[name];
      expect(effect).toBeDefined();
      if ('ignored' in effect!) return expect(input.description).toMatch(/ignored/);
      const values = effect!.map(({ value }) => value);
      expect(values).toEqual(expect.arrayContaining(wordsOf(input).filter((word) => word !== input.default)));
      expect(values.length).toBeGreaterThan(0);
      expect(values).not.toContain(input.default);
    });

    onDouble('Each run has a server of its own, made for what is looked at.').each(rows)(
      '%s: %s',
      async (name, _value, { value, scene: own = scene, shows, byDefault, set }) => {
        const [without, given] = await Promise.all([
          defaultIn(own),
          limit(() => observe(action, own, { [name]: value })),
        ]);
        expect(shows(without)).toEqual(byDefault);
        expect(shows(given)).toEqual(set);
        expect(set).not.toEqual(byDefault);
      },
    );

    onDouble('As above.').each(ignored)('%s changes nothing', async (name, { value, ignored: shows }) => {
      const given = await limit(() => observe(action, scene, { [name]: value }));
      expect(shows(given)).toEqual(shows(await defaultIn(scene)));
    });
  });
}

/** The words of a choice. */
function wordsOf({ reader }: Input): readonly string[] {
  return /^`[^`]+`( \/ `[^`]+`)+$/.test(reader.kind) ? reader.kind.split(' / ').map((word) => word.slice(1, -1)) : [];
}
