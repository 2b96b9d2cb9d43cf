import { lineOf, type Situation } from './situation.js';

/** What an account of the Enterprise Edition must be permitted for a request. */
export type Right =
  | 'validate flows'
  | 'list flows'
  | 'read flows'
  | 'export flows'
  | 'create flows'
  | 'update flows'
  | 'delete flows'
  | 'read files'
  | 'write files'
  | 'delete files';

/** Permissions before 2.0 (resource and CRUD) and since (resource and actions). */
const PERMISSIONS: Readonly<Record<Right, readonly [before: string, since: string]>> = {
  'validate flows': ['FLOW with READ', 'FLOW with VALIDATE'],
  'list flows': ['FLOW with READ', 'FLOW with LIST'],
  'read flows': ['FLOW with READ', 'FLOW with VIEW'],
  'export flows': ['FLOW with READ', 'FLOW with EXPORT'],
  'create flows': ['FLOW with CREATE', 'FLOW with CREATE'],
  'update flows': ['FLOW with UPDATE', 'FLOW with UPDATE'],
  'delete flows': ['FLOW with DELETE', 'FLOW with DELETE'],
  'read files': ['FLOW with READ', 'NAMESPACE with MANAGE_FILES'],
  'write files': ['FLOW with CREATE', 'NAMESPACE with MANAGE_FILES'],
  'delete files': ['FLOW with DELETE', 'NAMESPACE with MANAGE_FILES'],
};

const ALL_BEFORE = 'Deploying flows needs FLOW with CREATE, READ and UPDATE; namespace files are under FLOW too.';
const ALL_SINCE =
  'Deploying flows needs FLOW with VIEW, LIST, EXPORT, VALIDATE, CREATE and UPDATE; namespace files need NAMESPACE with MANAGE_FILES.';
const UNKNOWN_PATH = 'Kestra 2.0 answers 403 also where there is nothing: check `server` and `tenant` too.';

/** Which permission to give after a 403, in the terms of the server's version. */
export function permissionHint(right: Right, at: Situation): string {
  if (at.edition === 'OSS') {
    return 'Open Source has no permissions: look for a proxy or a firewall in front of Kestra, and into its log.';
  }
  const [before, since] = PERMISSIONS[right];
  switch (lineOf(at)) {
    case 'before 2.0':
      return `Give the account ${before} on the namespace. ${ALL_BEFORE}`;
    case '2.0':
      return `Give the account ${since} on the namespace. ${ALL_SINCE} ${UNKNOWN_PATH}`;
    case undefined:
      return `Give the account ${before} on the namespace (since Kestra 2.0: ${since}). ${UNKNOWN_PATH}`;
  }
}
