import { expect, test } from '@jest/globals';
import { deployFlowsSpec } from '../../../src/deploy-flows/inputs.js';
import { deployNamespaceFilesSpec } from '../../../src/deploy-namespace-files/inputs.js';
import type { InputTable } from '../../../src/inputs/input.js';
import { validateFlowsSpec } from '../../../src/validate-flows/inputs.js';

/** Inputs that all three official actions have, each with its default. */
const CONNECTION = { server: '', apiToken: '', user: '', password: '', tenant: 'main' };

/** The names and defaults of the official actions: their workflows run here with only the `uses:` changed. */
test.each<[string, InputTable, Readonly<Record<string, string>>]>([
  ['validate-flows', validateFlowsSpec.inputs, { ...CONNECTION, directory: './' }],
  ['deploy-flows', deployFlowsSpec.inputs, { ...CONNECTION, directory: './', namespace: '', override: 'false' }],
  [
    'deploy-namespace-files',
    deployNamespaceFilesSpec.inputs,
    { ...CONNECTION, localPath: './', namespacePath: '', namespace: '', override: 'false' },
  ],
])('%s takes every input of the official action, with its default', (_action, table, official) => {
  expect(
    Object.fromEntries(Object.keys(official).map((name) => [name, table[name] && (table[name].default ?? '')])),
  ).toEqual(official);
  // Whatever version it names: nothing is downloaded.
  expect(table['kestractlVersion']?.reader.read('latest')).toEqual({ value: 'latest' });
});
