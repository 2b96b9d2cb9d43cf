import { fc } from '../../generated-inputs.js';

const NASTY = [
  '::error::x',
  '\n::set-output name=a::b',
  '\r##[error]x',
  '%0A::error::x',
  '\u001b[31mred\u001b[0m',
  '\u009b31m',
  '@acme/admins',
  'me@example.com',
  '#1',
  'GH-1',
  'acme/flows#2',
  '0123456789abcdef0123456789abcdef01234567',
  'https://evil.example/x',
  'www.evil.example',
  'javascript:alert(1)',
  '<script>alert(1)</script>',
  '<!-- kestra-actions:deploy-flows:x -->',
  '-->',
  '</summary></details>',
  '&lt;b&gt;&#64;x',
  '"><img src=x onerror=y>',
  '| a | b |',
  '\\|',
  '`',
  '```',
  '````\n# Heading',
  '~~~',
  '![x](https://evil.example/x.png)',
  '[click](https://evil.example)',
  '](x)',
  '**bold** _it_ ~~no~~',
  '$a$ $$b$$',
  ':tada:',
  '- item',
  '1. item',
  '# Heading',
  '===',
  '---',
  '> [!WARNING]',
  '%%{init: {"theme": "dark"}}%%',
  '"] --> f9["x"]; click f0 "https://evil.example"',
  'end',
  '\u202Egnp.exe',
  '\u200b',
  '\u2028',
  '\u2066',
  '\u{e0041}',
  '\ud800',
  '\0',
  '\ufeff',
  'ÅÄÖ 漢字 🎉',
  '\t',
  '  ',
];

/**
 * Text as an attacker writes it into YAML, file names and answers: pieces of every language that what we
 * write passes through.
 */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('a', ' ', 'x y')),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));
