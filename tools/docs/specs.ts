import { deployFlowsSpec } from '../../src/deploy-flows/inputs.js';
import { deployNamespaceFilesSpec } from '../../src/deploy-namespace-files/inputs.js';
import type { ActionSpec } from '../../src/inputs/input.js';
import { validateFlowsSpec } from '../../src/validate-flows/inputs.js';

export const specs: readonly ActionSpec[] = [validateFlowsSpec, deployFlowsSpec, deployNamespaceFilesSpec];
