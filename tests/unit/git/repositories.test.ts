import { expect, test } from '@jest/globals';
import { pageOf } from '../../../src/git/repositories.js';

test.each([
  ['https://github.com/acme/flows', 'https://github.com/acme/flows'],
  ['https://github.com/acme/flows.git/', 'https://github.com/acme/flows'],
  ['https://x-access-token:ghs_1@github.com/acme/flows.git', 'https://github.com/acme/flows'],
  ['http://git.acme.com:8080/acme/flows.git', 'http://git.acme.com:8080/acme/flows'],
  ['git@github.com:acme/flows.git', 'https://github.com/acme/flows'],
  ['org-1@github.com:acme/flows', 'https://github.com/acme/flows'],
  ['ssh://git@git.acme.com:2222/acme/flows.git', 'https://git.acme.com/acme/flows'],
  ['github.com:acme/flows', 'https://github.com/acme/flows'],
  ['git@github.com:acme/my flows', undefined],
  ['https://github.com/acme/flows//', 'https://github.com/acme/flows'],
  ['https://github.com/acme/x.gitops', 'https://github.com/acme/x.gitops'],
  ['/srv/git/flows.git', undefined],
  ['../flows', undefined],
  ['file:///srv/git/flows.git', undefined],
  ['', undefined],
])('the page of the remote %p is %p', (remote, page) => {
  expect(pageOf(remote)).toBe(page);
});
