import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import type { FlowDeployment, FlowDeploymentInput } from '../../../src/deploy-flows/deployment.js';
import { type DesiredFlow, desiredFlows } from '../../../src/deploy-flows/desired.js';
import type { Finding } from '../../../src/findings/finding.js';
import type { FakeFlows } from './fakes.js';
import { inputOf, parseFiles, portsOf } from './fakes.js';

export type Files = Readonly<Record<string, string>>;

export const deploy = (kestra: FakeFlows, files: Files, more: Partial<FlowDeploymentInput> = {}) =>
  deployFlows(inputOf(files, more), portsOf(kestra));

export const actions = ({ flows }: FlowDeployment) =>
  Object.fromEntries(flows.map(({ namespace, id, action }) => [`${namespace}/${id}`, action]));

/** The documents of some files as they are deployed, nothing edited. */
export const prepared = (files: Files) =>
  desiredFlows(parseFiles(files).map((flow) => ({ authored: flow, edited: flow })));

export const desiredOf = (files: Files): readonly DesiredFlow[] => prepared(files).desired;

export const finding = (more: Partial<Finding> = {}): Finding => ({
  severity: 'error',
  rule: 'r',
  message: 'm',
  origin: 'local',
  file: 'a.yml',
  ...more,
});
