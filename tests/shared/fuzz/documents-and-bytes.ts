import { FLOWS } from './flows.js';
import { fill, INDICATORS, size, STRANGE, upTo, type Maker } from './making.js';

export const manyDocuments: Maker = (random) => {
  const count = size(random, 5000);
  const piece = random.pick([
    '---\n',
    '---\na: 1\n',
    '...\n',
    '--- x\n',
    '---\nid: a\nnamespace: n\n',
    '---\n"\n',
    '---\n# c\n',
    '--- |\n',
  ]);
  return fill(piece, count * piece.length);
};

export const randomBytes: Maker = (random) => Uint8Array.from({ length: size(random, 4000) }, () => random.below(256));

export const brokenText: Maker = (random) => {
  const parts: Uint8Array[] = [Buffer.from(random.pick(FLOWS))];
  const bad = [
    [0xed, 0xa0, 0x80],
    [0xed, 0xb0, 0x80, 0xed, 0xa0, 0x80],
    [0xff, 0xfe, 0x69, 0x00],
    [0xc0, 0x80],
    [0xe2, 0x82],
    [0xf4, 0x90, 0x80, 0x80],
    [0x80],
    [0xf0, 0x9f, 0x98],
  ];
  const at = random.below(parts[0]!.length);
  return Buffer.concat([parts[0]!.subarray(0, at), Uint8Array.from(random.pick(bad)), parts[0]!.subarray(at)]);
};

export const otherEncoding: Maker = (random) => {
  const flow = random.pick(FLOWS);
  const wide = Buffer.from(`\uFEFF${flow}`, 'utf16le');
  return random.pick([wide, wide.swap16(), Buffer.from(flow.replaceAll('e', 'é'), 'latin1')]);
};

export const soup: Maker = (random) => {
  let text = '';
  for (let count = size(random, 400); count > 0; count--) {
    text += random.pick([
      random.pick(INDICATORS),
      random.pick(INDICATORS),
      random.pick(STRANGE),
      'a',
      'id',
      '1',
      ' ',
      '\n',
      '\n  ',
    ]);
  }
  return text;
};

export const mutant: Maker = (random) => {
  let text = random.pick(FLOWS);
  for (let count = upTo(random, 6); count > 0; count--) {
    const at = random.below(text.length + 1);
    const length = random.pick([1, 1, 2, 5, 20, 100]);
    const piece = random.pick([random.pick(STRANGE), random.pick(INDICATORS), text.slice(at, at + 30), '']);
    text = text.slice(0, at) + piece + text.slice(random.below(2) === 0 ? at : at + length);
  }
  return text;
};

export const truncated: Maker = (random) => {
  const bytes = Buffer.from(random.pick(FLOWS));
  return bytes.subarray(0, random.below(bytes.length + 1));
};

export const lineEnds: Maker = (random) => {
  const flow = random.pick(FLOWS);
  const end = random.pick(['\r', '\r\n', '\n\r', '\u2028', '\x85', '\r\r\n']);
  return flow.replaceAll('\n', random.below(3) === 0 ? random.pick([end, '\n']) : end);
};

export const marks: Maker = (random) => {
  const flow = random.pick(FLOWS);
  const at = random.pick([0, random.below(flow.length)]);
  const text = flow.slice(0, at) + random.pick(['\uFEFF', '\uFEFF\uFEFF']) + flow.slice(at);
  return `${random.pick(['', '\uFEFF'])}${text}${random.pick(['', `\n---\n\uFEFF${flow}`])}`;
};

export const comments: Maker = (random) =>
  fill(
    random.pick(['# c\n', '#\n', '\n', '   \n', '\t\n', '# c\r\n', '# ', '#\r', ' ', '\r\n', '\uFEFF']),
    size(random, 500_000),
  );

export const markers: Maker = (random) => {
  let text = '';
  for (let count = upTo(random, 40); count > 0; count--) {
    text += random.pick([
      '---',
      '...',
      '--- ',
      '----',
      '--- # c',
      '---\t',
      '... x',
      '%YAML 1.1',
      'id: a',
      'x: |',
      '  ---',
      '',
      '"',
      '# c',
      '\uFEFF---',
      '--- {a: b}',
    ]);
    text += random.pick(['\n', '\n', '\n', '\r\n', '\r', '']);
  }
  return text;
};

export const hugeFile: Maker = (random) =>
  fill(
    random.pick(['a: 1\n', '---\na\n', `---\n${FLOWS[0]}`, '[', 'é', '\n', '- ', '- - ']),
    random.pick([3_000_000, 5_000_000, 7_000_000, 12_000_000]),
  );
