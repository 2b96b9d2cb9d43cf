import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import type { FlowDeployment, FlowDeploymentInput } from '../../../src/deploy-flows/deployment.js';
import type { FakeFlows } from './fakes.js';
import { inputOf, portsOf } from './fakes.js';

export type Files = Readonly<Record<string, string>>;

export const deploy = (kestra: FakeFlows, files: Files, more: Partial<FlowDeploymentInput> = {}) =>
  deployFlows(inputOf(files, more), portsOf(kestra));

export const actions = ({ flows }: FlowDeployment) =>
  Object.fromEntries(flows.map(({ namespace, id, action }) => [`${namespace}/${id}`, action]));
