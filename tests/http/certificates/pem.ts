import { readFileSync } from 'node:fs';

/** A certificate of this folder, or a key, by its name without ".pem". */
export function pem(name: string): string {
  return readFileSync(new URL(`${name}.pem`, import.meta.url), 'utf8');
}
