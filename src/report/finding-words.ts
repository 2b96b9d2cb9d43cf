interface Words {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly afterLine?: number | undefined;
}

/** A finding as a sentence or more: what is wrong, whether Kestra has come to it, what to do. */
export function wordsOf({ message, hint, afterLine }: Words): string {
  return [message, afterNote({ afterLine }), hint].filter((part) => part !== undefined).join(' ');
}

/** Says of what Kestra does not report yet where it stops before. */
export function afterNote({ afterLine }: Pick<Words, 'afterLine'>): string | undefined {
  return afterLine === undefined ? undefined : `Kestra stops at line ${afterLine} before it comes to this.`;
}
