import type { deployFlows } from '../../../src/deploy-flows/deploy.js';

export const actions = (result: Awaited<ReturnType<typeof deployFlows>>) =>
  Object.fromEntries(result.flows.map(({ namespace, id, action }) => [`${namespace}/${id}`, action]));
