import type { SyntaxPlace } from './syntax-place.js';

/** What is wrong, and what to do about it. */
export interface Words {
  readonly message: string;
  readonly hint: string;
}

/** One kind of mistake: undefined for all others. What it says must be true of the text, whatever else is. */
export type Mistake = (place: SyntaxPlace) => Words | undefined;
