import { describe, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { TimeoutError } from '../../src/kestra/errors.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { clientWithoutClock } from './running-out.js';
import { FLOW, sendJson, serve, serveRaw } from './support.js';

describe('a slow server', () => {
  const patience = { timeoutMs: 500 };

  test('that does not answer', async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const server = await serve(() => arrive());
    const { client, pass } = clientWithoutClock(server.url, patience);
    const failure = failureOf<TimeoutError>(client.getFlow('n', 'i'));
    await arrived;
    pass(500);
    const error = await failure;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error.phase).toBe('answer');
    expect(messageAndHint(error)).toBe(
      'Kestra did not answer within 0.5 s when asked to read the flow n/i. Raise `timeout`, or look at the load of the server.',
    );
  });

  test.each([
    ['stops in the middle', (response: ServerResponse) => void response.writeHead(200).write('{"id":')],
    [
      'trickles for ever',
      (response: ServerResponse) => {
        const timer = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('whose answer %s', async (_name, answer) => {
    const server = await serve((_request, response) => answer(response));
    const { client, head, pass } = clientWithoutClock(server.url, patience);
    const failure = failureOf<TimeoutError>(client.getFlow('n', 'i'));
    await head;
    pass(500);
    const error = await failure;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error.phase).toBe('body');
  });

  test('whose head trickles for ever', async () => {
    let trickle = () => {};
    const trickled = new Promise<void>((resolve) => (trickle = resolve));
    const { url } = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('x: y\r\n', trickle), 10);
      socket.on('close', () => clearInterval(timer));
    });
    const { client, pass } = clientWithoutClock(url, patience);
    const failure = failureOf<TimeoutError>(client.getFlow('n', 'i'));
    await trickled;
    pass(500);
    expect((await failure).phase).toBe('answer');
  });

  test('that redirects slowly: the time is that of the whole request', async () => {
    const waiting: (() => void)[] = [];
    let arrive = () => {};
    const server = await serve((_request, response) => {
      waiting.push(() => void response.writeHead(302, { location: '/again' }).end());
      arrive();
    });
    const { client, pass } = clientWithoutClock(server.url, patience);
    const failure = failureOf(client.getFlow('n', 'i'));
    for (let hop = 0; hop < 3; hop++) {
      await new Promise<void>((resolve) => (waiting.length > hop ? resolve() : (arrive = resolve)));
      pass(170);
      waiting[hop]!();
    }
    expect(await failure).toBeInstanceOf(TimeoutError);
  });

  test('does not take the connection of the next request with it', async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const server = await serve(({ url }, response) => (url.includes('/slow') ? arrive() : sendJson(response, FLOW)));
    const { client, pass } = clientWithoutClock(server.url, { ...patience, connections: 1 });
    const failure = failureOf(client.getFlow('n', 'slow'));
    await arrived;
    pass(500);
    expect(await failure).toBeInstanceOf(TimeoutError);
    expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
  });
});
