import type { InputReader } from './input.js';

/** Any text. */
export const text: InputReader<string> = { kind: 'text', allowed: 'any text', read: (value) => ({ value }) };

/** `true` or `false` in any case, as in the official actions; nothing else. */
export const boolean: InputReader<boolean> = {
  kind: 'boolean',
  allowed: 'true or false',
  read: (given) => {
    const lower = given.toLowerCase();
    return lower === 'true' || lower === 'false'
      ? { value: lower === 'true' }
      : { problem: 'is neither true nor false' };
  },
};

/** A whole number within limits. */
export function integer(min: number, max: number): InputReader<number> {
  return {
    kind: 'number',
    allowed: `a whole number from ${min} to ${max}`,
    read: (given) => {
      const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
      return value >= min && value <= max ? { value } : { problem: `is no whole number from ${min} to ${max}` };
    },
  };
}

/** One of a few words, in any case. */
export function choice<const W extends readonly string[]>(...words: W): InputReader<W[number]> {
  const allowed = words.map((word) => `\`${word}\``).join(', ');
  return {
    kind: words.map((word) => `\`${word}\``).join(' / '),
    allowed: `one of ${words.join(', ')}`,
    read: (given) => {
      const found = words.find((word) => word.toLowerCase() === given.toLowerCase());
      return found === undefined ? { problem: `is none of ${allowed.replaceAll('`', '')}` } : { value: found };
    },
  };
}

/** Several values, one per line; blank lines do not count. */
export const lines: InputReader<readonly string[]> = {
  kind: 'one per line',
  allowed: 'one value per line',
  read: (given) => ({
    value: given
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }),
};

/** The name of a file, in whatever folder. */
export const fileName: InputReader<string> = {
  kind: 'file name',
  allowed: 'the name of a file, without folders',
  read: (given) => (/[\\/]/.test(given) ? { problem: 'names a folder' } : { value: given }),
};

/** A Kestra namespace. */
export const namespace: InputReader<string> = {
  kind: 'namespace',
  allowed: 'lower-case letters, digits, ".", "_" and "-", beginning with a letter or digit, at most 150',
  read: (given) =>
    given.length <= 150 && /^[a-z0-9][a-z0-9._-]*$/.test(given)
      ? { value: given }
      : { problem: 'is no Kestra namespace' },
};

/** A namespace that others go below; the dot between them is no part of it. */
export const parentNamespace: InputReader<string> = {
  kind: namespace.kind,
  allowed: `${namespace.allowed}, without a dot at the end`,
  read: (given) =>
    given.endsWith('.') ? { problem: 'ends with a dot, and one more would be put behind it' } : namespace.read(given),
};

/** Several namespaces, one per line; with `/**` at its end, one and all below it. */
export const namespaces: InputReader<readonly string[]> = {
  kind: 'namespaces, one per line',
  allowed: 'one namespace per line, with `/**` at its end to mean all below it as well',
  read: (given) => {
    const found = given
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const wrong = found.find((name) => !('value' in namespace.read(name.replace(/\/\*\*$/, ''))));
    return wrong === undefined ? { value: found } : { problem: `names "${wrong}", which is no Kestra namespace` };
  },
};

/** A tenant id as Kestra restricts it (AbstractFlow.tenantId). */
export const tenant: InputReader<string> = {
  kind: 'tenant',
  allowed: 'lower-case letters, digits, "_" and "-", beginning with a letter or digit',
  read: (given) => (/^[a-z0-9][a-z0-9_-]*$/.test(given) ? { value: given } : { problem: 'is no tenant id' }),
};

/** A Kestra version such as 1.3 or 2.0.1. */
export const version: InputReader<string> = {
  kind: 'version',
  allowed: 'a Kestra version',
  read: (given) =>
    /^v?\d+\.\d+([-.][\w.-]+)?$/.test(given)
      ? { value: given.replace(/^v/, '') }
      : { problem: 'is no version of Kestra' },
};

/** A word for keeping several comments apart. */
export const identifier: InputReader<string> = {
  kind: 'text',
  allowed: 'letters, digits, ".", "_" and "-", at most 60',
  read: (given) => (/^[\w.-]{1,60}$/.test(given) ? { value: given } : { problem: 'has other characters' }),
};

/** The digest of a plan, as a dry run gives it. */
export const digest: InputReader<string> = {
  kind: 'digest',
  allowed: '40 hexadecimal digits, as the output `planDigest` of a dry run',
  read: (given) =>
    /^[0-9a-f]{40}$/i.test(given) ? { value: given.toLowerCase() } : { problem: 'is no digest of a plan' },
};
