import { describe, expect, test } from '@jest/globals';
import { deployFlowsSpec } from '../../../src/deploy-flows/inputs.js';
import { deployNamespaceFilesSpec } from '../../../src/deploy-namespace-files/inputs.js';
import type { Input } from '../../../src/inputs/input.js';
import { readInputs } from '../../../src/inputs/read-inputs.js';
import { validateFlowsSpec } from '../../../src/validate-flows/inputs.js';

/** What people may rely on. */
const LIMITS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  waitForServer: [0, 3600],
  timeout: [1, 3600],
  retries: [0, 20],
  concurrency: [1, 64],
  maxDelete: [0, 100_000],
};

const numbers = [validateFlowsSpec, deployFlowsSpec, deployNamespaceFilesSpec].flatMap(({ name, inputs }) =>
  Object.entries<Input>(inputs)
    .filter(([, { reader }]) => reader.kind === 'number')
    .map(([input, row]) => [name, input, row] as const),
);

describe.each(numbers)('%s: %s', (_action, name, input) => {
  const read = (text: string) => readInputs({ [name]: input }, () => text).values[name];
  const [min, max] = LIMITS[name] ?? [NaN, NaN];

  test('takes whole numbers within its limits, and both of these', () => {
    expect([min, min + 1, max].map((value) => read(` ${value} `))).toEqual([min, min + 1, max]);
    expect(read('')).toBe(Number(input.default));
  });

  const others = ['-1', '+1', '1.5', '1e1', '0x1', '1_000', '1,000', '1 000', 'ten', '٣', '1 s', 'Infinity'];
  test.each([String(min - 1), String(max + 1), '9'.repeat(9), '9'.repeat(30), ...others])('refuses "%s"', (text) => {
    const allowed = `a whole number from ${min} to ${max}`;
    const example = `Example: \`${name}: ${input.example}\``;
    expect(() => read(text)).toThrow(
      `\`${name}\` "${text}" is no whole number from ${min} to ${max}. Allowed: ${allowed}. ${example}`,
    );
  });

  test('has an example and a default that it takes', () => {
    expect(read(input.example)).toBe(Number(input.example));
    expect(read(input.default!)).toBe(Number(input.default));
  });
});
