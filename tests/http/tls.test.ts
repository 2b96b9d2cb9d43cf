import { describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import type { ConnectionError } from '../../src/kestra/errors.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { pem } from './certificates/pem.js';
import { connect, FLOW, sendJson, serve, setEnvironment } from './support.js';

const kestra = (certificate: string) => serve((_request, response) => sendJson(response, FLOW), { certificate });

describe('TLS', () => {
  test('a certificate of an own authority, by address and by name', async () => {
    const { url, port } = await kestra('server');
    for (const server of [url, `https://localhost:${port}`]) {
      expect(await connect(server, { ca: pem('authority') }).client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    }
  });

  test('several authorities in one text', async () => {
    const { url } = await kestra('server');
    const ca = `${pem('other-authority')}\n${pem('authority')}`;
    expect(await connect(url, { ca }).client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
  });

  test('a further authority does not take the place of those in NODE_EXTRA_CA_CERTS', async () => {
    setEnvironment({ NODE_EXTRA_CA_CERTS: fileURLToPath(new URL('certificates/authority.pem', import.meta.url)) });
    const { url } = await kestra('server');
    expect(await connect(url, { ca: pem('other-authority') }).client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
  });

  test.each([
    ['no authority', undefined],
    ['another one', 'other-authority'],
  ])('a certificate that is not trusted, with %s: a way out, and no second attempt', async (_name, ca) => {
    const server = await kestra('server');
    const { client } = connect(server.url, { retries: 3, ...(ca === undefined ? {} : { ca: pem(ca) }) });
    const error = await failureOf<ConnectionError>(client.getFlow('n', 'i'));
    expect(messageAndHint(error)).toBe(
      `The certificate of 127.0.0.1:${server.port} is not trusted (${error.code}). Give your authority's certificate as \`caCertificate\`, or set NODE_EXTRA_CA_CERTS on the runner to its PEM file; the server must send its intermediate certificates. Verification is never switched off.`,
    );
    expect(error.facts.attempts).toBe(1);
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['elsewhere', 'was made for another name (ERR_TLS_CERT_ALTNAME_INVALID). Use a name in `server`'],
    ['expired', 'is not valid today (CERT_HAS_EXPIRED). Renew it on the server.'],
  ])('the certificate "%s"', async (certificate, expected) => {
    const server = await kestra(certificate);
    const error = await failureOf(connect(server.url, { ca: pem('authority') }).client.getFlow('n', 'i'));
    expect(messageAndHint(error)).toContain(`The certificate of 127.0.0.1:${server.port} ${expected}`);
    expect(server.requests).toEqual([]);
  });

  test('https:// before a plain port', async () => {
    const { port } = await serve((_request, response) => sendJson(response, FLOW));
    const error = await failureOf(connect(`https://127.0.0.1:${port}/x`, { retries: 3 }).client.getFlow('n', 'i'));
    expect(messageAndHint(error)).toBe(
      `127.0.0.1:${port} does not speak TLS, but \`server\` begins with https://. If this port is plain HTTP, write http:// in \`server\`: http://127.0.0.1:${port}/x`,
    );
    expect(error.facts.attempts).toBe(1);
  });

  test('http:// before a port that speaks TLS', async () => {
    const { port } = await kestra('server');
    const error = await failureOf(connect(`http://127.0.0.1:${port}`).client.getFlow('n', 'i'));
    expect(messageAndHint(error)).toMatch(/If this port speaks TLS, write https:\/\/ in `server`\.$/);
  });
});

describe('a server that asks for a certificate', () => {
  const asking = () =>
    serve((_request, response) => sendJson(response, FLOW), { certificate: 'server', asksForCertificate: true });
  const ca = pem('authority');

  test('gets the one of the client', async () => {
    const { url } = await asking();
    const client = { certificate: pem('client'), key: pem('client.key') };
    expect(await connect(url, { ca, client }).client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
  });

  test('takes nothing from a client without', async () => {
    const server = await asking();
    const error = await failureOf<ConnectionError>(connect(server.url, { ca }).client.getFlow('n', 'i'));
    expect(error.reason).toBe('unreachable');
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['a key of another', { certificate: pem('client'), key: pem('server.key') }],
    ['no key at all', { certificate: pem('client'), key: 'x' }],
  ])('%s is a wrong input, reported without the key', (_what, client) => {
    expect(() => connect('https://127.0.0.1:1', { ca, client })).toThrow(
      /^`clientCertificate` and `clientKey` cannot be used: [^\n]{3,80}\.$/,
    );
  });
});
