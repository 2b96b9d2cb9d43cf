import { deployFlowsSpec } from '../../../src/deploy-flows/inputs.js';
import { flowIn } from '../../flow-source.js';
import { flowFiles } from '../stage.js';
import { connectionEffects, serverEffect } from './connection-effects.js';
import { deploymentEffects } from './deployment-effects.js';
import { everyInputHasItsEffect } from './effect.js';
import { flowFileEffects } from './flow-file-effects.js';
import { NAMESPACE, type Observed, type Scene } from './observe.js';
import { reportingEffects } from './reporting-effects.js';

const flow = flowIn(NAMESPACE);
const TRIGGER = 'triggers:\n  - id: daily\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "@daily"\n';
const CALL =
  '  - id: call\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: company.shared\n    flowId: b\n';

const one: Scene = { files: { 'a.yml': flow('a') } };
const two: Scene = { files: { ...one.files, 'Drafts/b.yml': flow('b') } };
const differing: Scene = { ...one, held: { flows: [flow('a', 'message: theirs')] } };
const unchanged: Scene = { ...one, held: { flows: [flow('a')] } };

const keys = ({ flows }: Observed) => Object.keys(flows).toSorted();
const sourceOfA = ({ flows }: Observed) => flows[`${NAMESPACE}/a`];
const reason = ({ outputs }: Observed) => outputs['failureReason'];

everyInputHasItsEffect(deployFlowsSpec, one, {
  ...flowFileEffects(two, ({ outputs }) => outputs['created']),
  namespace: [
    {
      scene: two,
      value: 'company.prod',
      shows: keys,
      byDefault: [`${NAMESPACE}/a`, `${NAMESPACE}/b`],
      set: ['company.prod/a', 'company.prod/b'],
    },
  ],
  namespacePrefix: [
    {
      scene: two,
      value: 'staging',
      shows: keys,
      byDefault: [`${NAMESPACE}/a`, `${NAMESPACE}/b`],
      set: [`staging.${NAMESPACE}/a`, `staging.${NAMESPACE}/b`],
    },
  ],
  override: [
    {
      scene: differing,
      value: 'true',
      shows: (seen) => [reason(seen), sourceOfA(seen)],
      byDefault: ['conflict', flow('a', 'message: theirs')],
      set: ['', flow('a')],
    },
  ],
  validate: [
    {
      value: 'false',
      shows: ({ requests }) => requests.filter(({ path }) => path.endsWith('/flows/validate')).length,
      byDefault: 1,
      set: 0,
    },
  ],
  ...deploymentEffects({
    creating: { files: flowFiles(NAMESPACE, 3) },
    write: '/flows',
    deletingEleven: {
      ...one,
      inputs: { prune: 'all' },
      held: { flows: ['a', ...Array.from({ length: 11 }, (_, n) => `x${n}`)].map((id) => flow(id)) },
    },
    on: keys,
  }),
  prune: [
    {
      scene: { ...one, earlier: two.files, held: { flows: [flow('a'), flow('b'), flow('never-in-git')] } },
      value: 'removed',
      shows: keys,
      byDefault: [`${NAMESPACE}/a`, `${NAMESPACE}/b`, `${NAMESPACE}/never-in-git`],
      set: [`${NAMESPACE}/a`, `${NAMESPACE}/never-in-git`],
    },
    {
      scene: { ...one, held: { flows: [flow('a'), flow('never-in-git')] } },
      value: 'all',
      shows: keys,
      byDefault: [`${NAMESPACE}/a`, `${NAMESPACE}/never-in-git`],
      set: [`${NAMESPACE}/a`],
    },
  ],
  pruneNamespaces: [
    {
      scene: { ...one, inputs: { prune: 'all' }, held: { flows: [flow('x'), flowIn(`${NAMESPACE}.sub`)('y')] } },
      value: `${NAMESPACE}.sub`,
      shows: keys,
      byDefault: [`${NAMESPACE}.sub/y`, `${NAMESPACE}/a`],
      set: [`${NAMESPACE}/a`, `${NAMESPACE}/x`],
    },
  ],
  strictReferences: [
    {
      scene: { files: { 'a.yml': flow('a') + CALL } },
      value: 'true',
      shows: reason,
      byDefault: '',
      set: 'findings',
    },
  ],
  disableTriggers: [
    {
      scene: { files: { 'a.yml': flow('a') + TRIGGER } },
      value: 'true',
      shows: (seen) => sourceOfA(seen)?.includes('disabled: true'),
      byDefault: false,
      set: true,
    },
  ],
  keepDisabled: [
    {
      scene: {
        ...one,
        inputs: { override: 'true' },
        held: { flows: [`${flow('a', 'message: theirs')}disabled: true\n`] },
      },
      value: 'true',
      shows: (seen) => [sourceOfA(seen)?.includes('message: hi'), sourceOfA(seen)?.includes('disabled: true')],
      byDefault: [true, false],
      set: [true, true],
    },
  ],
  server: serverEffect(one, 'inputs'),
  ...connectionEffects(one, {
    any: '/flows/validate',
    together: { path: '/flows', atMost: 10 },
    many: flowFiles(NAMESPACE, 10),
  }),
  ...reportingEffects({ success: one, failure: differing, nothing: unchanged, failingFile: 'a.yml' }),
});
