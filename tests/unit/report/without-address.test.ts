import { expect, test } from '@jest/globals';
import { withoutAddress } from '../../../src/report/without-address.js';
import { flowDeployment } from './reports.js';

const messageOf = (url: string | undefined, message: string) =>
  withoutAddress(flowDeployment({ notices: [message] }), url).notices[0];

test.each([
  ['https://kestra.acme.com/tools', 'At https://kestra.acme.com/tools it is.', 'At the server it is.'],
  ['https://kestra.acme.com/tools', 'At https://kestra.acme.com it is.', 'At the server it is.'],
  ['https://kestra.acme.com:8443', 'kestra.acme.com:8443, kestra.acme.com', 'the server, the server'],
  ['http://localhost:8080', 'localhost:8080 on localhost', 'the server on localhost'],
  ['http://kestra/', 'kestra at http://kestra/ah', 'kestra at the serverah'],
  ['no address', 'no address', 'no address'],
  [undefined, 'https://kestra.acme.com', 'https://kestra.acme.com'],
])('the address %s in "%s"', (url, message, expected) => {
  expect(messageOf(url, message)).toBe(expected);
});

test('in every text of a report, but not in what comes from the repository', () => {
  const url = 'https://kestra.acme.com';
  const flow = { action: 'failed', namespace: 'n', id: 'a', file: url, diff: `+${url}` } as const;
  const report = flowDeployment({
    failure: { reason: 'server', short: 'x', message: `No answer of ${url}.`, hint: url },
    flows: [{ ...flow, error: url, line: 3 }],
    planDigest: null as unknown as string,
  });
  expect(withoutAddress(report, url)).toEqual({
    ...report,
    failure: { reason: 'server', short: 'x', message: 'No answer of the server.', hint: 'the server' },
    flows: [{ ...flow, error: 'the server', line: 3 }],
  });
});
