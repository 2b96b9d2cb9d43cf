import type { ServerInfo } from './decode.js';

/** What is known about the other side when something goes wrong. */
export interface Situation extends ServerInfo {
  /** Base address. */
  readonly server: string;
  readonly tenant: string;
  /** "header": none of its own, but an `Authorization` among the extra headers. */
  readonly credentials: 'token' | 'basic' | 'header' | 'anonymous';
  readonly user?: string;
  /** Address of the proxy in between, without credentials. */
  readonly proxy?: string | undefined;
}

export interface Explanation {
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Before 2.0 or since; undefined when the version is not known or is a name. */
export function lineOf({ version = '' }: ServerInfo): 'before 2.0' | '2.0' | undefined {
  const major = /^v?(\d+)\./.exec(version)?.[1];
  return major === undefined ? undefined : Number(major) >= 2 ? '2.0' : 'before 2.0';
}
