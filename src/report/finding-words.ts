interface Words {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly afterLine?: number | undefined;
}

/** A finding that stands alone: what is wrong, whether Kestra has come to it, what to do. */
export function wordsOf({ message, hint, afterLine }: Words): string {
  const after = afterLine === undefined ? undefined : `Kestra stops at line ${afterLine} before it comes to this.`;
  return [message, after, hint].filter((part) => part !== undefined).join(' ');
}

/** The same among other findings of its document, where `explainMarks` follows. */
export function markedWordsOf({ message, hint, afterLine }: Words): string {
  return [message, hint, afterMark(afterLine)].filter((part) => part !== undefined).join(' ');
}

/** Behind the words of a finding that Kestra comes to later; undefined: it comes to it at once. */
export function afterMark(afterLine: number | undefined): string | undefined {
  return afterLine === undefined ? undefined : `(after line ${afterLine})`;
}

/** What the marks of some findings mean; undefined where there are none. */
export function explainMarks(findings: readonly Pick<Words, 'afterLine'>[]): string | undefined {
  return findings.some(({ afterLine }) => afterLine !== undefined)
    ? '"After line …": Kestra stops at that line, and reports this once the line is right.'
    : undefined;
}
