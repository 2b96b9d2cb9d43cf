import { itemsOf, propOf, type Read, type ReadObject, textOf } from '../reading/values.js';
import type { ProblemTarget } from '../verdict.js';
import { type CheckContext, type CheckViolation, type ConstraintCheck, violation } from './check.js';

const RESERVED = [
  ...['pause', 'resume', 'force-run', 'change-status', 'kill', 'executions', 'search', 'source', 'disable', 'enable'],
];

/** 1.0 to 1.3: ids of flows that are parts of addresses. */
export function findReservedId(flow: ReadObject, context: CheckContext): readonly CheckViolation[] {
  const id = propOf(flow, 'id');
  const text = textOf(id);
  if (context.rules !== '1.3' || text === undefined || !RESERVED.includes(text)) return [];
  const message = `Flow id is a reserved keyword: ${text}. List of reserved keywords: ${RESERVED.join(', ')}`;
  return [violation('reserved-flow-id', message, id)];
}

/** Labels of the flow itself; one of them may be set. */
export function findSystemLabels(flow: ReadObject): readonly CheckViolation[] {
  return itemsOf(flow, 'labels').flatMap((label) => {
    const key = propOf(label, 'key');
    const name = textOf(key) ?? '';
    if (!name.startsWith('system.') || name === 'system.readOnly') return [];
    const message = `System labels can only be set by Kestra itself, offending label: ${name}=${textOf(propOf(label, 'value'))}`;
    return [{ ...violation('system-label', message, key), target: placeOfKey(label, key) }];
  });
}

/** Labels that tasks and triggers give to executions. */
export const checkNoSystemLabel: ConstraintCheck = (label) => {
  const key = propOf(label, 'key');
  const name = textOf(key) ?? '';
  if (!name.startsWith('system.')) return [];
  const message = `System labels can only be set by Kestra itself, offending label: ${name}=${textOf(propOf(label, 'value'))}.`;
  return [{ ...violation('system-label', message, key), target: placeOfKey(label, key) }];
};

/** In a map of labels the name is the key of the entry, in a list it is a value of its own. */
function placeOfKey(label: Read, key: Read | undefined): ProblemTarget {
  const path = key?.path ?? label.path;
  return { path, part: path === label.path ? 'key' : 'value' };
}

/** 2.0: tags of worker selectors. */
export const checkRfc1123Label: ConstraintCheck = (value) => {
  const text = textOf(value);
  if (text === undefined || (text.length <= 64 && /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/.test(text))) return [];
  const rule =
    'must be an RFC 1123 label (lowercase alphanumerics and hyphens, must start and end with alphanumeric, max 64 chars)';
  return [violation('invalid-tag', `${rule}, got '$${text}'`, value)];
};

/** 2.0: ids of tenants. */
export const checkTenantId: ConstraintCheck = (value) => {
  const text = textOf(value);
  if (text === undefined || (text.length <= 100 && /^[a-z0-9][a-z0-9_-]*$/.test(text))) return [];
  const rule =
    'must be a tenant id (lowercase alphanumerics, underscores and hyphens, must start with an alphanumeric, max 100 chars)';
  return [violation('invalid-tenant', `${rule}, got '$${text}'`, value)];
};
