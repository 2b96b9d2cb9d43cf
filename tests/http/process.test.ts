import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../loopback.js';
import { atEnd, FLOW, sendJson, serve } from './support.js';

const script = fileURLToPath(new URL('one-request.ts', import.meta.url));
const authority = fileURLToPath(new URL('certificates/authority.pem', import.meta.url));

/**
 * What the process prints when it has ended by itself; a process that a connection keeps alive makes the test
 * time out.
 */
async function run(server: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, server], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atEnd(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return `${text.trim()} (${code})`;
}

describe('a process ends after close()', () => {
  test('with a connection that is kept alive by both sides', async () => {
    const server = await serve((_request, response) => {
      response.setHeader('keep-alive', 'timeout=600');
      sendJson(response, FLOW);
    });
    expect(await run(server.url)).toBe('got load (0)');
  });

  test('after a failure', async () => {
    const port = await freePort();
    expect(await run(`http://127.0.0.1:${port}`)).toBe(
      `The connection to 127.0.0.1:${port} was refused: nothing listens there. (0)`,
    );
  });
});

test('NODE_EXTRA_CA_CERTS, which the messages recommend, makes an own authority trusted', async () => {
  const server = await serve((_request, response) => sendJson(response, FLOW), { certificate: 'server' });
  expect(await run(server.url, { NODE_EXTRA_CA_CERTS: authority })).toBe('got load (0)');
});
