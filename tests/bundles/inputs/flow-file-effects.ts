import type { flowFileInputs } from '../../../src/inputs/shared-inputs.js';
import type { EffectsOf } from './effect.js';
import type { Observed, Scene } from './observe.js';

/** Which flows of a.yml and Drafts/b.yml an action takes, told by their number. */
export function flowFileEffects(
  scene: Scene,
  shows: (observed: Observed) => unknown,
): EffectsOf<typeof flowFileInputs> {
  const effect = { scene, shows, byDefault: '2', set: '1' } as const;
  return {
    directory: [{ ...effect, value: 'Drafts' }],
    include: [{ ...effect, value: '*.yml' }],
    // As the folder is written, and as it is not.
    exclude: [
      { ...effect, value: 'Drafts' },
      { ...effect, value: 'drafts/**' },
    ],
  };
}
