import type { ActionSpec } from '../inputs/input.js';
import { boolean, namespace } from '../inputs/readers.js';
import {
  connectionInputs,
  flowFileInputs,
  reportingInputs,
  reportingOutputs,
  serverInput,
} from '../inputs/shared-inputs.js';

/** The contract of deploy-flows: action.yml and the README's tables are generated from it. */
export const deployFlowsSpec = {
  name: 'deploy-flows',
  title: 'Deploy Kestra flows',
  description: 'Create and update Kestra flows from a directory. Everything is checked before the first write.',
  icon: 'upload-cloud',
  inputs: {
    ...flowFileInputs,
    namespace: {
      reader: namespace,
      description: 'Force this namespace on every flow. Default: the namespace that each flow names itself.',
      example: 'company.team',
    },
    override: {
      reader: boolean,
      description:
        'Update flows that exist. `false`: an existing flow that differs is an error and nothing is written; an identical one is unchanged.',
      example: 'true',
      default: 'false',
    },
    validate: {
      reader: boolean,
      description: 'Ask the server about every flow before the first write.',
      example: 'false',
      default: 'true',
    },
    ...serverInput,
    ...connectionInputs,
    ...reportingInputs,
  },
  outputs: {
    changed: { description: '`true` when a flow was created or updated, else `false`.' },
    created: { description: 'Number of flows created.' },
    updated: { description: 'Number of flows updated.' },
    unchanged: { description: 'Number of flows that were identical on the server.' },
    deleted: { description: 'Number of flows deleted; always 0, this version deletes nothing.' },
    failed: { description: 'Number of flows that could not be deployed.' },
    ...reportingOutputs,
  },
} as const satisfies ActionSpec;
