/** What `Cursor.peek` gives beyond the end of the text. */
export const END = -1;

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;

/** LF, CR, U+0085, U+2028, U+2029. */
export function isBreak(code: number): boolean {
  return code <= 13
    ? code === LF || code === CR
    : code >= 0x85 && (code === 0x85 || code === 0x2028 || code === 0x2029);
}

/** A blank or a tab. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Where a word ends: a blank, a tab, a line break, the end of the text. */
export function isGap(code: number): boolean {
  return code <= SPACE ? code === SPACE || code === TAB || code === LF || code === CR || code === END : isBreak(code);
}

/** `,` `[` `]` `{` `}`: what separates in flow style. */
export function isFlowIndicator(code: number): boolean {
  return code === 0x2c || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

/** 0 to 9. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A letter of ASCII, a digit, `-` or `_`: what handles and names of directives are made of. */
export function isWordCharacter(code: number): boolean {
  return (
    isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x2d || code === 0x5f
  );
}

/** 0 to 9, a to f, in either case. */
export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

/** `x(120)`: a character as SnakeYAML's messages name it. */
export function describeCharacter(text: string, offset: number): string {
  const code = text.codePointAt(offset) ?? 0;
  return `${String.fromCodePoint(code)}(${code})`;
}
