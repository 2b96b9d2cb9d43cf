import type { ConstraintCheck } from './check.js';
import {
  findDuplicateInputs,
  findDuplicateOutputs,
  findDuplicatePreconditions,
  findDuplicateTasks,
  findDuplicateTriggers,
} from './duplicates.js';
import { findEnterpriseParts } from './enterprise.js';
import {
  findBrokenDependencies,
  findEnterpriseInputs,
  findMissingTriggerInputs,
  findPathConflicts,
} from './input-tree.js';
import { findWrongInputValues } from './input-values.js';
import { findReservedId, findSystemLabels } from './names.js';
import { findRecursion } from './recursion.js';
import { findDashedFlowOutputs, findDashedInputs, findDashedTaskOutputs } from './references.js';

/** What a flow as a whole has to obey, in the order in which the server reports it. */
export const checkFlow: ConstraintCheck = (flow, context) => {
  if (flow.k !== 'object') return [];
  return [
    ...findReservedId(flow, context),
    ...findDuplicateTasks(flow, context),
    ...findDuplicateTriggers(flow),
    ...findRecursion(flow, context),
    ...findDuplicateInputs(flow),
    ...findPathConflicts(flow),
    ...findBrokenDependencies(flow),
    ...findEnterpriseInputs(flow, context),
    ...findDuplicateOutputs(flow),
    ...findMissingTriggerInputs(flow, context),
    ...findWrongInputValues(flow, context),
    ...(context.rules === '1.3' ? findDuplicatePreconditions(flow) : []),
    ...findSystemLabels(flow),
    ...findDashedInputs(flow, context),
    ...findEnterpriseParts(flow, context),
    ...findDashedTaskOutputs(flow, context),
    ...findDashedFlowOutputs(flow, context),
  ];
};
