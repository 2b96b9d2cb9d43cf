import kestra13 from './kestra-1.3.json' with { type: 'json' };
import kestra20 from './kestra-2.0.json' with { type: 'json' };
import type { RuleSetName } from '../verdict.js';

/** The generated catalogue as it lies on disk; see README.md beside it for the format. */
export const catalogueFiles: Readonly<Record<RuleSetName, unknown>> = { '1.3': kestra13, '2.0': kestra20 };
