import { expect, test } from '@jest/globals';
import { minVersion, satisfies } from 'semver';
import { read } from './project.js';

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version: string; readonly dev?: boolean; readonly engines?: { readonly node?: string } }>
  >;
}

const packages = async () => Object.entries((JSON.parse(await read('package-lock.json')) as Lock).packages);

test('every package of the tree runs on the Node 20 that CI installs, so that npm ci warns of none', async () => {
  const tooNew = (await packages()).filter(([, { engines }]) => !satisfies('20.19.0', engines?.node ?? '*'));
  expect(tooNew.map(([name, { engines }]) => `${name} wants Node ${engines?.node}`)).toEqual([]);
});

test('what is bundled runs on the first Node 20', async () => {
  const bundled = (await packages()).filter(([name, { dev }]) => name !== '' && dev !== true);
  expect(bundled.length).toBeGreaterThan(20);
  const tooNew = bundled.filter(([, { engines }]) => !satisfies('20.0.0', engines?.node ?? '*'));
  expect(tooNew.map(([name, { engines }]) => `${name} wants Node ${engines?.node}`)).toEqual([]);
});

test('every override is what the tree holds, and the decisions say why', async () => {
  const { overrides } = JSON.parse(await read('package.json')) as { overrides: Record<string, string> };
  const decisions = await read('docs/decisions/0001-dependencies.md');
  for (const [name, range] of Object.entries(overrides)) {
    expect(decisions).toContain(name);
    const installed = (await packages()).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(installed.map(([, { version }]) => version)).toEqual([minVersion(range)!.version]);
  }
});
