import { readBlockMapping, readBlockSequence, readLooseSequence } from './block-collections.js';
import { Directives } from './directives.js';
import { readFlowMapping, readFlowSequence } from './flow-collections.js';
import type { NodeReader, Place } from './node-reader.js';
import type { ScalarNode, YamlNode } from './nodes.js';
import { type YamlMark, YamlReadError } from './problem.js';
import type { Progress } from './progress.js';
import { aliasNode, NO_PROPERTIES, type Properties, scalarNode } from './scalar-nodes.js';
import { type ScalarToken, type TagToken, type Token, TOKEN_NAMES, type TokenKind } from './tokens.js';

interface Placed extends Properties {
  readonly end: YamlMark;
}

/** What follows `---` when there is nothing in the document. */
const NO_CONTENT: readonly TokenKind[] = ['directive', 'document-start', 'document-end', 'stream-end'];

/**
 * Reads the first document of a text from left to right, one token ahead: what it refuses is what SnakeYAML,
 * with Jackson pulling one event after the other, comes to first.
 */
export class Parser implements NodeReader {
  readonly #directives = new Directives();

  constructor(private readonly at: Progress) {}

  /** The root of the document; undefined when there is none. @throws YamlReadError */
  readonly document = (): YamlNode | undefined => {
    const { at } = this;
    const first = at.peek();
    if (first.kind === 'directive' || first.kind === 'document-start') {
      if (!this.#documentStart()) return undefined;
      if (at.isOneOf(NO_CONTENT)) return at.absent(at.peek().start);
    } else {
      at.last = first.start;
      if (first.kind === 'stream-end') return undefined;
    }
    return this.node('block');
  };

  /** @returns whether a document follows */
  #documentStart(): boolean {
    const { at } = this;
    let token = at.peek();
    for (; token.kind === 'directive'; token = at.peek()) {
      this.#directives.add(token);
      at.take();
    }
    if (token.kind === 'stream-end') {
      at.last = token.end;
      return false;
    }
    if (token.kind !== 'document-start') {
      const problem = `expected '<document start>', but found '${TOKEN_NAMES[token.kind]}'`;
      throw new YamlReadError('parser', problem, token.start);
    }
    at.last = at.take().end;
    return true;
  }

  readonly node = (place: Place): YamlNode => {
    const { at } = this;
    const first = at.peek();
    if (first.kind === 'scalar') return this.scalar(first);
    if (first.kind === 'alias') {
      at.last = at.take().end;
      return aliasNode(first);
    }
    const properties = this.#properties();
    const anchor = properties?.anchor;
    const token = at.peek();
    switch (token.kind) {
      case 'scalar':
        return this.scalar(token, properties);
      case 'flow-mapping-start':
        return readFlowMapping(at, this, anchor);
      case 'flow-sequence-start':
        return readFlowSequence(at, this, anchor);
      case 'block-mapping-start':
        if (place !== 'flow') return readBlockMapping(at, this, anchor);
        break;
      case 'block-sequence-start':
        if (place !== 'flow') return readBlockSequence(at, this, anchor);
        break;
      case 'block-entry':
        if (place === 'loose') return readLooseSequence(at, this, anchor);
        break;
      default:
    }
    if (properties === undefined) throw noContent(token, place);
    return this.#nothing(properties);
  };

  readonly key = (place: Place): ScalarToken | ScalarNode => {
    const { at } = this;
    const isAlias = at.is('alias');
    const properties = this.#properties();
    const token = at.peek();
    if (token.kind === 'scalar') {
      at.last = at.take().end;
      return token;
    }
    const isBlock = place !== 'flow' && (token.kind === 'block-mapping-start' || token.kind === 'block-sequence-start');
    const isFlow = token.kind === 'flow-mapping-start' || token.kind === 'flow-sequence-start';
    if (isAlias || isFlow || isBlock || (token.kind === 'block-entry' && place === 'loose')) {
      at.last = isBlock ? token.start : token.end;
      throw new YamlReadError('structure', 'Expected a field name (Scalar value in YAML)', token.start);
    }
    if (properties === undefined) throw noContent(token, place);
    return at.absent(properties.end);
  };

  /** At most one anchor and one tag, in either order. */
  #properties(): Placed | undefined {
    const { at } = this;
    const { start } = at.peek();
    let anchor: string | undefined;
    let tag: TagToken | undefined;
    let end: YamlMark | undefined;
    while (anchor === undefined || tag === undefined) {
      const token = at.peek();
      if (token.kind === 'anchor' && anchor === undefined) anchor = token.name;
      else if (token.kind === 'tag' && tag === undefined) tag = token;
      else break;
      ({ end } = at.take());
    }
    if (end === undefined) return undefined;
    return {
      end,
      ...(anchor === undefined ? {} : { anchor }),
      ...(tag === undefined ? {} : { tag: this.#directives.resolve(tag, start) }),
    };
  }

  readonly scalar = (token: ScalarToken, properties: Properties = NO_PROPERTIES): ScalarNode => {
    this.at.last = this.at.take().end;
    const node = scalarNode(token, properties);
    if ('kind' in node) return node;
    throw new YamlReadError('value', node.problem, token.start);
  };

  /** A node that is nothing but an anchor and a tag. */
  #nothing(properties: Placed): ScalarNode {
    const { end } = properties;
    if (properties.tag === undefined) return this.at.absent(end, properties);
    this.at.last = end;
    const node = scalarNode({ kind: 'scalar', text: '', style: 'plain', start: end, end }, properties);
    if ('kind' in node) return node;
    throw new YamlReadError('value', node.problem, end);
  }
}

function noContent({ kind, start }: Token, place: Place): YamlReadError {
  const problem = `expected the node content, but found '${TOKEN_NAMES[kind]}'`;
  const context = `while parsing a ${place === 'flow' ? 'flow' : 'block'} node`;
  return new YamlReadError('parser', problem, start, context, start);
}
