import type { FlowCheck } from '../checks/check.js';

/** What goes beyond the server: things that it takes without a word and that are surely not meant, as warnings. */
export const beyondChecks: readonly FlowCheck[] = [];
