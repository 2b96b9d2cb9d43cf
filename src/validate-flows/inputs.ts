import type { ActionSpec } from '../inputs/input.js';
import { ignoredRules } from './ignored-rules.js';
import { boolean, choice, lines, text, version } from '../inputs/readers.js';
import { serverUrl } from '../inputs/server-url.js';
import { connectionInputs, flowFileInputs, reportingInputs, reportingOutputs } from '../inputs/shared-inputs.js';

/** The contract of validate-flows: action.yml and the README's tables are generated from it. */
export const validateFlowsSpec = {
  name: 'validate-flows',
  title: 'Validate Kestra flows',
  description:
    'Check Kestra flows, each message on its line: by the rules of your server, or offline (pull requests from forks).',
  icon: 'check-circle',
  inputs: {
    ...flowFileInputs,
    server: {
      reader: serverUrl,
      description:
        'Address of your Kestra server, also with a path prefix. Without a scheme `https://` is meant (`http://` for localhost). Leave it out to validate offline, without a server and without secrets.',
      example: 'https://kestra.example.com',
    },
    ...connectionInputs,
    requireServer: {
      reader: boolean,
      description: 'An empty `server` is an error, instead of a validation offline.',
      example: 'true',
      default: 'false',
    },
    failOn: {
      reader: choice('error', 'warning', 'never'),
      description: 'The mildest finding that fails the step: `error`, `warning`, or `never`.',
      example: 'warning',
      default: 'error',
    },
    changedOnly: {
      reader: boolean,
      description:
        'Report only on files that the pull request or push changed. Identities and references are still judged over the whole directory.',
      example: 'true',
      default: 'false',
    },
    kestraVersion: {
      reader: version,
      description:
        'Kestra version whose rules apply offline: `1.3` or `2.0`; older 1.x lines by their known differences, later versions like `2.0`. Default: the newest known 1.x. With a server its own version counts.',
      example: '2.0',
    },
    upgradeTo: {
      reader: version,
      description:
        'Also warn about what this newer Kestra version will refuse. Known: `2.0`; a later one is judged like it.',
      example: '2.0',
    },
    pluginSchema: {
      reader: text,
      description:
        'Path of a JSON schema saved from `GET /api/v1/plugins/schemas/flow` of your server: judges every plugin exactly, without the server.',
      example: '.kestra/flow-schema.json',
    },
    upgradeSchema: {
      reader: text,
      description: 'The same of a newer server: also warn about what its plugins will refuse.',
      example: '.kestra/next-flow-schema.json',
    },
    ignore: {
      reader: ignoredRules,
      description:
        'Rules not to report: `rule-id` or `rule-id: glob` of files, one per line; docs/rules.md lists them. What Kestra refuses is always reported.',
      example: 'deprecated: legacy/**',
    },
    externalFlows: {
      reader: lines,
      description:
        'Flows that live elsewhere, so that calling them is no warning: globs of `namespace/id`, one per line.',
      example: 'company.shared/*',
    },
    sarif: {
      reader: text,
      description: 'Path of a SARIF 2.1.0 file to write, for GitHub code scanning.',
      example: 'kestra.sarif',
    },
    ...reportingInputs,
  },
  outputs: {
    valid: { description: '`true` when no flow has an error, else `false`.' },
    flows: { description: 'Number of flows that were checked.' },
    errors: { description: 'Number of errors.' },
    warnings: { description: 'Number of warnings.' },
    ...reportingOutputs,
  },
} as const satisfies ActionSpec;
