import { validateFlowsSpec } from '../../../src/validate-flows/inputs.js';
import { annotationsIn } from '../../local-runner/annotations.js';
import { flowIn } from '../../flow-source.js';
import { connectionEffects, serverEffect } from './connection-effects.js';
import { everyInputHasItsEffect } from './effect.js';
import { flowFileEffects } from './flow-file-effects.js';
import { NAMESPACE, type Observed, type Scene } from './observe.js';
import { reportingEffects } from './reporting-effects.js';

const flow = flowIn(NAMESPACE);
const valid: Scene = { files: { 'a.yml': flow('a') } };
const invalid: Scene = { files: { 'a.yml': flow('a'), 'Drafts/b.yml': flow('b', 'mesage: hi') } };
const offline = (files: Scene['files'], inputs: Scene['inputs'] = {}): Scene => ({
  files,
  inputs: { server: '', user: '', password: '', ...inputs },
});

const exitCode = (seen: Observed) => seen.exitCode;
const counts = ({ outputs }: Observed) => [outputs['errors'], outputs['warnings']];
const rules = ({ log }: Observed) =>
  annotationsIn(log).flatMap(({ file, title }) => (file === undefined ? [] : [title]));

/** What a server knows that has this plugin, which takes nothing. */
const schema = JSON.stringify({
  $ref: '#/definitions/io.kestra.core.models.flows.Flow',
  definitions: {
    'com.acme.One': {
      type: 'object',
      properties: { type: { enum: ['com.acme.One'] }, id: { type: 'string' } },
      required: ['id', 'type'],
    },
  },
});
const withPlugin = offline(
  {
    'flows/a.yml': flow('a', 'any: 1').replace('io.kestra.plugin.core.log.Log', 'com.acme.One'),
    'schema.json': schema,
  },
  { directory: 'flows' },
);
const BOOLEAN = flow('a').replace('tasks:', 'inputs:\n  - { id: i, type: BOOLEAN }\ntasks:');

everyInputHasItsEffect(validateFlowsSpec, valid, {
  ...flowFileEffects(invalid, ({ outputs }) => outputs['flows']),
  server: serverEffect(valid, ''),
  ...connectionEffects(valid, {
    any: '/flows/validate',
    together: { path: '/flows/validate', atMost: 2 },
    many: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`${n}.yml`, flow(`f${n}`)])),
  }),
  requireServer: [
    {
      scene: offline(valid.files),
      value: 'true',
      shows: ({ outputs }) => outputs['failureReason'],
      byDefault: '',
      set: 'inputs',
    },
  ],
  failOn: [
    { scene: invalid, value: 'never', shows: exitCode, byDefault: 1, set: 0 },
    {
      scene: { files: { 'a.yml': flow('a', 'message: "{{ x | uper }}"') } },
      value: 'warning',
      shows: exitCode,
      byDefault: 0,
      set: 1,
    },
  ],
  changedOnly: [
    {
      scene: {
        ...invalid,
        earlier: {},
        pullRequest: { changedFiles: [{ filename: 'a.yml', status: 'modified' }] },
      },
      value: 'true',
      shows: ({ outputs }) => [outputs['flows'], outputs['valid']],
      byDefault: ['2', 'false'],
      set: ['1', 'true'],
    },
  ],
  kestraVersion: [
    {
      scene: offline({ 'a.yml': BOOLEAN }),
      value: '2.0',
      shows: counts,
      byDefault: ['0', '1'],
      set: ['1', '0'],
    },
  ],
  upgradeTo: [
    {
      scene: { files: { 'a.yml': BOOLEAN } },
      value: '2.0',
      shows: ({ log }) =>
        annotationsIn(log).filter(({ message }) => message.includes('Kestra 2.0 will refuse this')).length,
      byDefault: 0,
      set: 1,
    },
  ],
  pluginSchema: [
    {
      scene: withPlugin,
      value: 'schema.json',
      shows: counts,
      byDefault: ['0', '0'],
      set: ['1', '0'],
    },
  ],
  upgradeSchema: [
    {
      scene: withPlugin,
      value: 'schema.json',
      shows: counts,
      byDefault: ['0', '0'],
      set: ['0', '1'],
    },
  ],
  ignore: [
    {
      scene: offline({ 'a.yml': flow('a', 'message: "{{ x | uper }}"') }),
      value: 'pebble-unknown-filter',
      shows: rules,
      byDefault: ['Kestra: pebble-unknown-filter'],
      set: [],
    },
  ],
  externalFlows: [
    {
      scene: offline({
        'a.yml': `${flow('a')}  - id: call\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: company.shared\n    flowId: b\n`,
      }),
      value: 'company.shared/*',
      shows: rules,
      byDefault: ['Kestra: unknown-subflow'],
      set: [],
    },
  ],
  sarif: [
    {
      value: 'out/kestra.sarif',
      shows: ({ written }) => written,
      byDefault: [],
      set: ['out', 'out/kestra.sarif'],
    },
  ],
  ...reportingEffects({ success: valid, failure: invalid, nothing: valid, failingFile: 'Drafts/b.yml' }),
});
