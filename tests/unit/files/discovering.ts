import { afterEach } from '@jest/globals';
import { createServer } from 'node:net';
import { discoverFiles } from '../../../src/files/discover.js';
import type { DiscoveryOptions } from '../../../src/files/discovery.js';
import { makeWorkspace } from '../../local-runner/workspace.js';

export const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

export async function workspaceOf(...names: readonly string[]) {
  const workspace = await makeWorkspace(Object.fromEntries(names.map((name) => [name, 'x'])));
  cleanUp.push(workspace.remove);
  return workspace.path;
}

/** Something that is neither a file nor a folder. */
export async function makeSocket(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  cleanUp.unshift(() => new Promise((resolve) => server.close(resolve)));
}

const yaml = ['**/*.yml', '**/*.yaml'];

export const find = async (workspace: string, roots: readonly string[], more: Partial<DiscoveryOptions> = {}) =>
  (await discover(workspace, roots, more)).files.map(({ path }) => path);

export const discover = async (workspace: string, roots: readonly string[], more: Partial<DiscoveryOptions> = {}) =>
  discoverFiles({ workspace, roots, include: yaml, exclude: [], input: 'directory', ...more });

export const badIn = async (workspace: string, ...roots: readonly string[]) =>
  (await discover(workspace, roots)).badPaths;
