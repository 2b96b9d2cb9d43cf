import { maskForms } from '../github/masks.js';

/**
 * Fields whose words are ours, or names of files in the repository: a password such as "error" must not
 * change what they mean.
 */
const OURS = new Set(['action', 'failOn', 'file', 'origin', 'outcome', 'path', 'rule', 'severity']);

/**
 * Takes secrets, in every form they travel in, out of all texts of a value. The runner masks its log only.
 */
export function redactor(secrets: readonly string[]): <T>(value: T) => T {
  // The longest first: a secret may be part of another one's form.
  const forms = [...new Set(secrets.flatMap(maskForms))].sort((a, b) => b.length - a.length);
  const clean = (text: string): string => forms.reduce((rest, form) => rest.replaceAll(form, '***'), text);
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return clean(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, walk(item)]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, OURS.has(key) && typeof item === 'string' ? item : walk(item)]),
    );
  };
  return forms.length === 0 ? (value) => value : <T>(value: T) => walk(value) as T;
}
