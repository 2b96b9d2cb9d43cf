import type { reportingInputs } from '../../../src/inputs/shared-inputs.js';
import { annotationsIn } from '../../local-runner/annotations.js';
import type { EffectsOf } from './effect.js';
import type { Observed, Scene } from './observe.js';

/** Whole runs that succeed, fail, and have nothing to say, each of a pull request. */
interface Outcomes {
  readonly success: Scene;
  readonly failure: Scene;
  readonly nothing: Scene;
  /** Where the failure is. */
  readonly failingFile: string;
}

const comments = (seen: Observed) => seen.comments.length;
const inPullRequest = (scene: Scene, inputs: Scene['inputs'] = {}): Scene => ({
  ...scene,
  pullRequest: scene.pullRequest ?? {},
  inputs: { ...scene.inputs, ...inputs },
});

/** How a run is reported. */
export function reportingEffects(outcomes: Outcomes): EffectsOf<typeof reportingInputs> {
  const success = inPullRequest(outcomes.success);
  const failure = inPullRequest(outcomes.failure);
  const nothing = inPullRequest(outcomes.nothing);
  const commented = inPullRequest(outcomes.success, { comment: 'true' });
  return {
    comment: [
      { scene: nothing, value: 'true', shows: comments, byDefault: 0, set: 1 },
      { scene: failure, value: 'on-change', shows: comments, byDefault: 0, set: 1 },
      { scene: failure, value: 'on-failure', shows: comments, byDefault: 0, set: 1 },
    ],
    commentId: [
      {
        scene: commented,
        value: 'billing',
        shows: (seen) => seen.comments.map((body) => body.includes('<code>billing</code>')),
        byDefault: [false],
        set: [true],
      },
    ],
    githubToken: [
      {
        scene: commented,
        value: 'ghs_of-somebody-else',
        shows: ({ tokens }) => [...new Set(tokens)],
        byDefault: ['token ghs_of-the-job'],
        set: ['token ghs_of-somebody-else'],
      },
    ],
    annotations: [
      {
        scene: failure,
        value: 'false',
        shows: ({ log }) => annotationsIn(log).flatMap(({ file }) => file ?? []),
        byDefault: [outcomes.failingFile],
        set: [],
      },
    ],
    summary: [{ scene: success, value: 'false', shows: ({ summary }) => summary !== '', byDefault: true, set: false }],
    kestractlVersion: {
      value: '1.0.0',
      ignored: ({ exitCode, outputs, requests, flows, stored }) => ({
        exitCode,
        outputs: { ...outputs, report: '', commentBody: '' },
        requests: requests.map(({ method, path }) => `${method} ${path}`).toSorted(),
        flows,
        stored,
      }),
    },
  };
}
