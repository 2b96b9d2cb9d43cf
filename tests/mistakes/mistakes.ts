import { aboutFiles } from './about-files.js';
import { aboutInputs } from './about-inputs.js';
import { aboutRequests } from './about-requests.js';
import { aboutSecrets } from './about-secrets.js';
import { aboutWrites } from './about-writes.js';
import type { Mistake } from './mistake.js';

export const mistakes: readonly Mistake[] = [
  ...aboutInputs,
  ...aboutWrites,
  ...aboutFiles,
  ...aboutRequests,
  ...aboutSecrets,
];
