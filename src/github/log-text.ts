/**
 * Text for the log: control characters and directions are taken out, and nothing in it starts a workflow
 * command – the runner looks for `::` at the start of a line and for `##[` anywhere. It compares as people
 * read: characters without width count as not there, between those of a command as well as before it.
 */
export function loggable(text: string): string {
  return text
    .split(/\r\n|[\r\n\u0085\u2028\u2029]/)
    .map((line) =>
      line
        // The rest of an escape sequence would stay as text; it goes with its escape.
        .replace(/[\u001b\u009b]\[?[0-9;:?]*[ -/]*[@-~]/g, '')
        .replace(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu,
          '\uFFFD',
        )
        .replace(/#(?=\p{DI}*#\p{DI}*\[)/gu, '# ')
        .replace(/^([\s\p{DI}\uFFFD]*):(?=\p{DI}*:)/u, '$1: '),
    )
    .join('\n');
}
