/** Kestra takes raw blocks out before it parses; between the two tags there is no line end. */
export function hideRawBlocks(text: string): string {
  if (!text.includes('endraw')) return text;
  const closing = /\{%-*\s*endraw\s*-*%\}/g;
  const lineEnd = /[\n\r\x85\u2028\u2029]/g;
  let hidden = '';
  let done = 0;
  let close: RegExpExecArray | null | undefined;
  let line = -1;
  for (const open of text.matchAll(/\{%-*\s*raw\s*-*%\}/g)) {
    const inside = open.index + open[0].length;
    if (open.index < done) continue;
    // Both are looked for once only, however many blocks are opened.
    if (close === undefined || (close !== null && close.index < inside)) {
      closing.lastIndex = inside;
      close = closing.exec(text);
    }
    if (close === null) break;
    if (line < inside) {
      lineEnd.lastIndex = inside;
      line = lineEnd.exec(text)?.index ?? text.length;
    }
    if (line < close.index) continue;
    hidden += text.slice(done, open.index);
    done = close.index + close[0].length;
    hidden += 'x'.repeat(done - open.index);
  }
  return hidden + text.slice(done);
}
