import { expect, test } from '@jest/globals';
import { GIT_SITUATIONS } from '../git/situations.js';
import { a, b, deploy, deleted, onServer, repository, workIn } from './removing.js';

test.each(GIT_SITUATIONS)('prune: removed, when $name: the flow $flow', async ({ happen, flow }) => {
  const own = repository;
  await own.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
  await deploy();
  const { repository: other = own, ...where } = (await happen(own)) ?? {};
  workIn(other);
  const result = await deploy(where);
  workIn(own);
  if (other !== own) await other.remove();
  expect(result.failure).toBeUndefined();
  expect(deleted(result)).toEqual(flow === 'goes' ? ['n/a'] : []);
  expect(onServer()).toEqual(flow === 'goes' ? ['n/b'] : ['n/a', 'n/b']);
});
