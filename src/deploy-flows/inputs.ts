import type { ActionSpec } from '../inputs/input.js';
import { deploymentInputs } from '../inputs/deployment-inputs.js';
import { boolean, choice, namespace, namespaces, parentNamespace } from '../inputs/readers.js';
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
    namespacePrefix: {
      reader: parentNamespace,
      description:
        'Put `<prefix>.` before every namespace, for another stage on the same server; not together with `namespace`. References between the deployed flows follow.',
      example: 'staging',
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
    ...deploymentInputs,
    prune: {
      reader: choice('false', 'removed', 'all'),
      description:
        '`removed`: delete flows that this repository once held in `directory` and holds nowhere any more; Git history is the record, so actions/checkout needs `fetch-depth: 0`. What was edited on the server is kept, with a warning. `all`: delete every flow of the deployed namespaces that no file in `directory` defines; those of files that `include` or `exclude` leaves out are kept, with a warning.',
      example: 'removed',
      default: 'false',
    },
    pruneNamespaces: {
      reader: namespaces,
      description:
        'With `prune: all`: the namespaces to prune, one per line; `company.team/**` means that one and all below it. Names are those on the server: with `namespacePrefix` they begin with the prefix, with `namespace` they are that one or below it. Default: the namespaces that are deployed.',
      example: 'company.team/**',
    },
    strictReferences: {
      reader: boolean,
      description:
        'A subflow, or a flow that a trigger waits for, that is neither deployed nor on the server is an error, not a warning.',
      example: 'true',
      default: 'false',
    },
    disableTriggers: {
      reader: boolean,
      description: 'Deploy with every trigger disabled, for a stage where nothing shall start by itself.',
      example: 'true',
      default: 'false',
    },
    keepDisabled: {
      reader: boolean,
      description:
        'A flow that is disabled on the server stays disabled. `false`: it is enabled again, and named in a warning.',
      example: 'true',
      default: 'false',
    },
    ...serverInput,
    ...connectionInputs,
    ...reportingInputs,
  },
  outputs: {
    changed: {
      description:
        '`true` when anything changed on the server – also by a write that failed afterwards, or that was not undone – or with `dryRun` would; else `false`.',
    },
    created: { description: 'Number of flows created.' },
    updated: { description: 'Number of flows updated.' },
    unchanged: { description: 'Number of flows that were identical on the server.' },
    deleted: { description: 'Number of flows deleted.' },
    failed: { description: 'Number of flows that could not be deployed.' },
    planDigest: { description: 'Digest of the plan, to deploy exactly it later; empty when there was none.' },
    ...reportingOutputs,
  },
} as const satisfies ActionSpec;
