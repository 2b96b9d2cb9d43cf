import { deployFlowsSpec } from '../../src/inputs/deploy-flows.js';
import { deployNamespaceFilesSpec } from '../../src/inputs/deploy-namespace-files.js';
import type { ActionSpec } from '../../src/inputs/input.js';
import { validateFlowsSpec } from '../../src/inputs/validate-flows.js';

export const specs: readonly ActionSpec[] = [validateFlowsSpec, deployFlowsSpec, deployNamespaceFilesSpec];
