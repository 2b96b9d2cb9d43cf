import type { Input } from './input.js';
import { boolean, choice, digest, integer } from './readers.js';

/** What both deployments have beside their own inputs: what to plan, and how to carry it out. */
export const deploymentInputs = {
  dryRun: {
    reader: boolean,
    description:
      'Plan only: nothing is written. Same report, headed "Plan"; `changed` says whether there is something to do.',
    example: 'true',
    default: 'false',
  },
  maxDelete: {
    reader: integer(0, 100_000),
    description: 'A plan with more deletions than this writes nothing and fails.',
    example: '25',
    default: '10',
  },
  onError: {
    reader: choice('continue', 'stop', 'rollback'),
    description:
      'After a write that failed: `continue` with the others, `stop`, or `rollback` – put back what this run changed, newest first. Nothing is deleted after a failed write.',
    example: 'rollback',
    default: 'continue',
  },
  planDigest: {
    reader: digest,
    description:
      'Deploy exactly the plan that was reviewed: the output `planDigest` of its dry run. Anything else, here or on the server, fails before the first write.',
    example: '${{ needs.plan.outputs.planDigest }}',
  },
} as const satisfies Record<string, Input>;
