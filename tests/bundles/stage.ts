import { afterEach } from '@jest/globals';
import { startLocalKestra } from '../local-kestra/server.js';
import { makeWorkspace } from '../local-runner/workspace.js';

/** Who the local Kestra of these suites lets in. */
export const credentials = { user: 'ci@acme.com', password: 'Passw0rd!' };

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

/** Done after the test, whatever its outcome. */
export function afterwards(step: () => Promise<unknown>): void {
  cleanUp.push(step);
}

/** A local Kestra that lives as long as the test. */
export async function kestra(options: Parameters<typeof startLocalKestra>[0] = {}) {
  const server = await startLocalKestra({ ...credentials, ...options });
  afterwards(() => server.close());
  return server;
}

/** The path of a checkout with these files, which lives as long as the test. */
export async function workspaceOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const workspace = await makeWorkspace(files);
  afterwards(workspace.remove);
  return workspace.path;
}
