import { shortened } from '../../shortened.js';
import { isFlowClass } from '../kestra-texts.js';

/** One line that ends like a sentence; a text without end is cut. */
export function sentence(text: string): string {
  const line = shortened(text.replace(/\s+/g, ' ').trim(), 1000);
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

/** The text with a capital at its beginning. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A value of the document in quotes, cut when it is long. */
export function quoted(value: string): string {
  return `"${shortened(value, 120)}"`;
}

/** The end of a sentence about an unknown name. */
export function didYouMean(name: string | undefined): string {
  return name === undefined ? '.' : ` – did you mean "${name}"?`;
}

/** "a", "b" and "c". */
export function listed(names: readonly string[]): string {
  const more = names.length > 12 ? [`${names.length - 12} more`] : [];
  return joined([...names.slice(0, 12).map(quoted), ...more], 'conjunction');
}

/** "a, b and c", or "a, b or c". */
export function joined(parts: readonly string[], type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat('en-GB', { type }).format(parts);
}

/**
 * A Java class as people know it: plugins in full, as they are written in a flow; classes of Kestra's core
 * model by their last name.
 */
export function nameOfClass(className: string): string {
  if (isFlowClass(className)) return 'a flow';
  const input = /^io\.kestra\.core\.models\.flows\.input\.(\w+)Input$/.exec(className)?.[1];
  if (input !== undefined) return `an input of type ${input.toUpperCase()}`;
  return /^(?:io\.kestra\.core\.models|java)\./.test(className)
    ? className.slice(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1)
    : className.replaceAll('$', '.');
}
