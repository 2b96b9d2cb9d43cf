import { sep } from 'node:path';

/** A path of the system as reports show it, with "/". */
export function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}
