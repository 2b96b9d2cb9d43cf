const PADDING = '=';

/** What Jackson says of text tagged `!!binary` that is no padded base64; undefined when it is. */
export function checkBase64(text: string): string | undefined {
  let place = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character <= ' ') {
      if (place !== 0) return whiteSpace(character, place);
      continue;
    }
    if (character === PADDING && place === 3) {
      place = 0;
      continue;
    }
    if (character === PADDING && place === 2) {
      const next = text[at + 1];
      if (next === undefined) return ENDS_EARLY;
      if (next !== PADDING) return illegal(next, ": expected padding character '='");
      at++;
      place = 0;
      continue;
    }
    if (character === PADDING) {
      return `Unexpected padding character ('=') as character #${place + 1} of 4-char base64 unit: padding only legal as 3rd or 4th character`;
    }
    if (!/[A-Za-z0-9+/]/.test(character)) return illegal(character, '');
    place = (place + 1) % 4;
  }
  return place === 0 ? undefined : ENDS_EARLY;
}

const ENDS_EARLY =
  "Unexpected end of base64-encoded String: base64 variant 'MIME' expects padding (one or more '=' characters) at the end. This Base64Variant might have been incorrectly configured";

function whiteSpace(character: string, place: number): string {
  return `Illegal white space character (code 0x${codeOf(character)}) as character #${place + 1} of 4-char base64 unit: can only used between units`;
}

function illegal(character: string, why: string): string {
  // Java prints half of a surrogate pair as a question mark.
  const printed = /[\uD800-\uDFFF]/.test(character) ? '?' : character;
  return `Illegal character '${printed}' (code 0x${codeOf(character)}) in base64 content${why}`;
}

function codeOf(character: string): string {
  return character.charCodeAt(0).toString(16);
}
