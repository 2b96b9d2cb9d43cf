/**
 * Text for the log: control characters and directions are taken out, and nothing in it starts a workflow command – the runner looks for `::` at the start of a
 * line and for `##[` anywhere.
 */
export function loggable(text: string): string {
  return text
    .split(/\r\n|[\r\n\u0085\u2028\u2029]/)
    .map((line) =>
      line
        // The rest of an escape sequence would stay as text; it goes with its escape.
        .replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\uFFFD')
        .replaceAll('##[', '## [')
        .replace(/^([\s\uFEFF\u200B]*):(?=:)/, '$1: '),
    )
    .join('\n');
}
