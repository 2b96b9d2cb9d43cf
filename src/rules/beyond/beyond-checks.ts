import type { FlowCheck } from '../checks/check.js';
import { findAnchors } from './anchors.js';
import { findTrapsOf20 } from './changed-in-2.0.js';
import { findPebbleProblems } from './pebble-syntax.js';
import { findYamlSurprises } from './yaml-surprises.js';

/** What goes beyond the server: things that it takes without a word and that are surely not meant, as warnings. */
export const beyondChecks: readonly FlowCheck[] = [findYamlSurprises, findAnchors, findPebbleProblems, findTrapsOf20];
