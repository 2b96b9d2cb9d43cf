import { UsageError } from '../errors.js';
import { ruleSetFor } from '../rules/versions.js';

/** The versions of a run, as far as they are given. */
interface Versions {
  readonly kestraVersion?: string | undefined;
  readonly upgradeTo?: string | undefined;
  /** Of the server; undefined offline, or when it does not tell. */
  readonly serverVersion?: string | undefined;
  readonly offline: boolean;
}

/** The lines whose rules are known. */
const OLDEST = [1, 0] as const;
const NEWEST = [2, 0] as const;
const KNOWN = 'Known: 1.0 to 1.3, and 2.0.';

/**
 * Notices about versions that make little sense.
 * @throws UsageError when they make none together
 */
export function checkVersions({ kestraVersion, upgradeTo, serverVersion, offline }: Versions): readonly string[] {
  const notices: string[] = [];
  const current = offline ? kestraVersion : serverVersion;
  const name = offline ? '`kestraVersion`' : 'The server';
  if (!offline && kestraVersion !== undefined) {
    notices.push("`kestraVersion` has no effect with a server: the server's own version counts.");
  }
  if (current !== undefined) notices.push(...distance(name, current));
  if (upgradeTo === undefined) return notices;
  notices.push(...distance('`upgradeTo`', upgradeTo));
  if (ruleSetFor(upgradeTo) === '2.0' && ruleSetFor(current) !== '2.0') return notices;
  const from = current ?? ruleSetFor(current);
  if (!offline)
    return [...notices, `The server is ${from} already: \`upgradeTo: ${upgradeTo}\` has nothing to add, remove it.`];
  throw new UsageError([
    `\`upgradeTo\` is ${upgradeTo}, and the flows are checked by the rules of ${from}: nothing is known that ${upgradeTo} refuses and ${from} takes. Allowed is a newer generation, for example 2.0.`,
  ]);
}

/** A version outside of what is known is judged by the nearest one that is. */
function distance(name: string, version: string): readonly string[] {
  const match = /^\s*v?(\d+)(?:\.(\d+))?/.exec(version);
  if (match === null) return [];
  const line = [Number(match[1]), Number(match[2] ?? 0)] as const;
  const is = name === 'The server' ? 'The server is Kestra' : `${name} is`;
  if (isBefore(line, OLDEST)) {
    return [`${is} ${version}, older than the oldest rules that are known: judged like 1.0. ${KNOWN}`];
  }
  if (isBefore(NEWEST, line)) {
    return [`${is} ${version}, newer than the newest rules that are known: judged like 2.0. ${KNOWN}`];
  }
  if (line[0] === 1 && line[1] > 3) {
    return [`${is} ${version}, a line that is not known: judged like 1.3. ${KNOWN}`];
  }
  return [];
}

function isBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
