import type { LintRule } from '../rules/checks/check.js';
import { findAnchors } from './anchors.js';
import { findTrapsOf20 } from './changed-in-2.0.js';
import { findUnknownDefaults } from './default-types.js';
import { findMovedTypes } from './moved-types.js';
import { findPebbleProblems } from './expressions.js';
import { findWrongReferences } from './references/find-references.js';
import { findWrongTimes } from './late-times.js';
import { findUnknownFlows } from './unknown-flows.js';
import { findYamlSurprises } from './yaml-surprises.js';

const RULES: readonly LintRule[] = [
  findUnknownFlows,
  findYamlSurprises,
  findAnchors,
  findMovedTypes,
  findUnknownDefaults,
  findPebbleProblems,
  findWrongTimes,
  findWrongReferences,
  findTrapsOf20,
];

/** Warnings about what Kestra accepts without a word and what is surely not meant. */
export const lintFlow: LintRule = (context) => RULES.flatMap((rule) => rule(context));
