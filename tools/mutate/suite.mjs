// Stands in for @jest/globals: collects the tests of a file as a tree, and runs those that are wanted, again and again
// in one process. `expect`, `test.each`, `jest.fn` and the timers of tests are Jest's own.
import { ModernFakeTimers } from '@jest/fake-timers';
import { bind } from 'jest-each';
import { ModuleMocker } from 'jest-mock';

export { expect } from 'expect';

const block = (name, parent) => ({
  name,
  parent,
  children: [],
  hooks: { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] },
});

let current = block('');

/** The tree of tests of what `load` imports. */
export async function collect(load) {
  const root = block('');
  current = root;
  await load();
  return root;
}

/** Every test below a block, in the order of the file, with its full name. */
export function testsOf(parent, prefix = '') {
  return parent.children.flatMap((child) => {
    const name = `${prefix}${child.name}`;
    return child.children === undefined ? [{ test: child, name }] : testsOf(child, `${name} `);
  });
}

/**
 * Runs the wanted tests below a block with their hooks.
 * `around(test, run)` runs one test and says whether to go on.
 */
export async function runBlock(parent, wanted, around) {
  const chosen = parent.children.filter((child) =>
    child.children === undefined ? wanted.has(child) : testsOf(child).some(({ test }) => wanted.has(test)),
  );
  let goOn = true;
  try {
    await inTurn(parent.hooks.beforeAll);
    for (const child of chosen) {
      goOn =
        child.children === undefined
          ? await around(child, () => runTest(child))
          : await runBlock(child, wanted, around);
      if (!goOn) {
        break;
      }
    }
  } finally {
    await inTurn(parent.hooks.afterAll);
  }
  return goOn;
}

async function runTest(it) {
  const blocks = [];
  for (let above = it.parent; above !== undefined; above = above.parent) {
    blocks.unshift(above);
  }
  try {
    await inTurn(blocks.flatMap(({ hooks }) => hooks.beforeEach));
    await it.run();
  } finally {
    await inTurn(blocks.reverse().flatMap(({ hooks }) => hooks.afterEach));
  }
}

async function inTurn(hooks) {
  for (const hook of hooks) {
    await hook();
  }
}

export function describe(name, body) {
  const parent = current;
  current = block(String(name), parent);
  parent.children.push(current);
  body();
  current = parent;
}

export function test(name, run) {
  current.children.push({ name: String(name), parent: current, run });
}

describe.each = bind(describe, false);
test.each = bind(test, false);
test.skip = () => undefined;
describe.skip = () => undefined;

const hook = (kind) => (run) => void current.hooks[kind].push(run);
export const beforeAll = hook('beforeAll');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');
export const afterAll = hook('afterAll');

const timers = new ModernFakeTimers({ config: { fakeTimers: {} }, global: globalThis });

export const jest = Object.assign(new ModuleMocker(globalThis), {
  useFakeTimers: (options) => timers.useFakeTimers(options),
  useRealTimers: () => timers.useRealTimers(),
  advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
});
