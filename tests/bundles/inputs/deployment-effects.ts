import type { deploymentInputs } from '../../../src/inputs/deployment-inputs.js';
import type { EffectsOf } from './effect.js';
import type { Observed, Scene } from './observe.js';

interface Deployments {
  /** Creates three, one after the other. */
  readonly creating: Scene;
  /** The end of the path of a write. */
  readonly write: string;
  /** Deletes eleven and keeps one. */
  readonly deletingEleven: Scene;
  /** What is on the server, by name. */
  readonly on: (seen: Observed) => readonly string[];
}

const counts = ({ outputs }: Observed) => [outputs['failureReason'], outputs['created'], outputs['failed']];

/** What is planned, and how it is carried out. */
export function deploymentEffects({
  creating,
  write,
  deletingEleven,
  on,
}: Deployments): EffectsOf<typeof deploymentInputs> {
  const inTurn: Scene = { ...creating, inputs: { ...creating.inputs, concurrency: '1', retries: '0' } };
  const failing = (nth: number): Scene => ({
    ...inTurn,
    faults: [{ method: 'POST', path: write, nth, effect: 'status', status: 400 }],
  });
  const reason = (seen: Observed) => seen.outputs['failureReason'];
  return {
    dryRun: [
      {
        scene: creating,
        value: 'true',
        shows: (seen) => [on(seen).length, seen.outputs['created']],
        byDefault: [3, '3'],
        set: [0, '3'],
      },
    ],
    maxDelete: [
      {
        scene: deletingEleven,
        value: '11',
        shows: (seen) => [reason(seen), on(seen).length],
        byDefault: ['deletions', 12],
        set: ['', 1],
      },
    ],
    onError: [
      {
        scene: failing(1),
        value: 'stop',
        shows: counts,
        byDefault: ['incomplete', '2', '1'],
        set: ['incomplete', '0', '1'],
      },
      {
        scene: failing(3),
        value: 'rollback',
        shows: (seen) => [reason(seen), on(seen).length],
        byDefault: ['incomplete', 2],
        set: ['rolled-back', 0],
      },
    ],
    planDigest: [
      {
        scene: creating,
        value: '0'.repeat(40),
        shows: (seen) => [reason(seen), on(seen).length],
        byDefault: ['', 3],
        set: ['plan', 0],
      },
    ],
  };
}
