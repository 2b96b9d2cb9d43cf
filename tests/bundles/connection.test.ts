import { describe, expect, test } from '@jest/globals';
import { connect, createServer } from 'node:net';
import { runBundle } from '../local-runner/run-bundle.js';
import { pem } from '../http/certificates/pem.js';
import { freePort, listenOnLoopback } from '../loopback.js';
import { startMutualTls } from './mutual-tls.js';
import { flowIn } from '../flow-source.js';
import { afterwards, kestra, workspaceOf } from './stage.js';

const flow = flowIn('company.team')('a');
/** A local Kestra behind HTTPS, for clients of the test authority only. */
async function behindMutualTls(): Promise<Readonly<Record<string, string>>> {
  const server = await kestra();
  const front = await startMutualTls(server.url);
  afterwards(front.close);
  return { ...server.inputs, server: front.url };
}

describe('a server with an own authority that asks for a certificate', () => {
  test('takes texts as well as paths, and no key is ever shown', async () => {
    const server = await behindMutualTls();
    const key = pem('client.key');
    const texts = { caCertificate: pem('authority'), clientCertificate: pem('client'), clientKey: key };
    const files = { 'ca.pem': texts.caCertificate, 'tls/client.pem': texts.clientCertificate, 'tls/key.pem': key };
    const paths = { caCertificate: 'ca.pem', clientCertificate: './tls/client.pem', clientKey: 'tls/key.pem' };
    for (const inputs of [texts, paths]) {
      const run = await runBundle('validate-flows', {
        workspace: await workspaceOf({ 'a.yml': flow, ...files }),
        inputs: { ...server, ...inputs, retries: '0' },
      });
      expect(run.exitCode).toBe(0);
      const shown = run.log.replaceAll(/^::add-mask::.*$/gm, '');
      expect(`${shown}${run.summary}`).not.toContain(key.split('\n')[1]);
    }
  });

  test('what is no certificate, and half of a pair, are wrong inputs', async () => {
    const workspace = await workspaceOf({ 'a.yml': flow, 'ca.pem': 'hello' });
    const inputs = { server: 'https://127.0.0.1:1', user: 'ci', password: 'Passw0rd!', retries: '0' };
    const run = (more: Readonly<Record<string, string>>) =>
      runBundle('validate-flows', { workspace, inputs: { ...inputs, ...more } });
    expect((await run({ caCertificate: 'ca.pem' })).log).toMatch(/`caCertificate` is neither the text nor the path/);
    expect((await run({ caCertificate: 'missing.pem' })).log).toMatch(/`caCertificate` is neither/);
    expect((await run({ clientCertificate: pem('client') })).log).toMatch(/`clientKey` is empty/);
  });
});

test('waitForServer waits for a server that starts while the step runs', async () => {
  const port = await freePort();
  const server = await kestra();
  const front = createServer((socket) => {
    const back = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.pipe(back).pipe(socket);
    for (const side of [socket, back]) side.on('error', () => undefined);
  });
  const run = await runBundle('validate-flows', {
    workspace: await workspaceOf({ 'a.yml': flow }),
    inputs: { ...server.inputs, server: `http://127.0.0.1:${port}`, retries: '0', waitForServer: '300' },
    onOutput: (text) => {
      if (text.includes('Waiting up to') && !front.listening) {
        void listenOnLoopback(front, port).then(({ close }) => afterwards(close));
      }
    },
  });
  expect(run.log).toMatch(/refused.*Waiting up to 300 s for the server to start/);
  expect(run.exitCode).toBe(0);
});
