import type { RuleSetName } from './verdict.js';

/**
 * The rule set for a Kestra version, e.g. "1.3.25" → "1.3", "2.0.0-SNAPSHOT" → "2.0"; unknown versions get
 * the newest 1.x.
 */
export function ruleSetFor(version: string | undefined): RuleSetName {
  const major = /^\s*v?(\d+)/.exec(version ?? '')?.[1];
  return major !== undefined && Number(major) >= 2 ? '2.0' : '1.3';
}

/**
 * Rules of 1.3 that an older line does not have yet, by the name of the rule, with the first version that has
 * it.
 */
const SINCE: Readonly<Record<string, readonly [major: number, minor: number]>> = {
  'reserved-flow-id': [1, 0],
  'default-of-optional-input': [1, 1],
  'duplicate-preconditions-id': [1, 1],
  'label-key': [1, 2],
  'task-id-length': [0, 24],
};

/**
 * Whether the server of a version knows a rule; true for rules without a history and for unknown versions.
 */
export function hasRule(version: string | undefined, rule: string): boolean {
  const since = Object.hasOwn(SINCE, rule) ? SINCE[rule] : undefined;
  return since === undefined || !isBefore(version, since);
}

/** Whether a version is older than a line; false for unknown versions. A major alone is its newest line. */
export function isBefore(version: string | undefined, line: readonly [major: number, minor: number]): boolean {
  const match = /^\s*v?(\d+)(?:\.(\d+))?/.exec(version ?? '');
  if (match === null) return false;
  const [major, minor] = [Number(match[1]), Number(match[2] ?? 99)];
  return major < line[0] || (major === line[0] && minor < line[1]);
}
