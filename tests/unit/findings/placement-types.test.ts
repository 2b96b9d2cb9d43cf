import { describe } from '@jest/globals';
import { refusing, textsStandAtTheirMarks } from './placing.js';

const LOG = 'io.kestra.plugin.core.log.Log';

describe('an unknown type: its value', () => {
  textsStandAtTheirMarks(
    [
      ['of a task', 'Invalid type: com.acme.X', 'tasks:\n  - id: a\n    type: ‸com.acme.X‸\n'],
      [
        'the first of two',
        'Invalid type: com.acme.X',
        'tasks:\n  - type: com.acme.Y\n  - type: ‸com.acme.X\n  - type: com.acme.X\n',
      ],
      [
        'of an input, before a task with the same',
        'Invalid type: X',
        'inputs:\n  - id: a\n    type: ‸X\ntasks:\n  - type: X\n',
      ],
      [
        'not among the inputs of a subflow',
        'Invalid type: X',
        'tasks:\n  - inputs: {type: X, a: {type: X}}\n  - type: ‸X\n',
      ],
      ['in quotes, with blanks around it', 'Invalid type: X', 'tasks:\n  - type: ‸" X "‸\n'],
      ['quoted', 'Invalid type: com.acme.X', 'tasks:\n  - id: com.acme.X\n    "type": ‸"com.acme.X"‸\n'],
      ['nested', 'Invalid type: X', 'tasks:\n  - type: S\n    tasks:\n      - {id: a, type: ‸X‸}\n'],
      ['not in variables', 'Invalid type: X', 'variables: {type: X}\ndescription: "type: X"\ntasks:\n  - type: ‸X\n'],
      ['of a trigger', 'Invalid type: a.Shedule', 'triggers:\n  - id: t\n    type: ‸a.Shedule\n'],
      ['of an input', 'Invalid type: STRNG', 'inputs:\n  - id: STRNG\n    type: ‸STRNG\n'],
      ['of a retry', 'Invalid type: sometimes', 'tasks:\n  - id: a\n    retry:\n      type: ‸sometimes\n'],
      ['a number', 'Invalid type: 12', 'inputs:\n  - id: a\n    type: ‸12\n'],
      ['a boolean of YAML 1.1', 'Invalid type: true', 'inputs:\n  - id: a\n    type: ‸yes\n'],
      ['with a line end in it', 'Invalid type: x\n::error::', 'tasks:\n  - type: ‸"x\\n::error::"\n'],
      [
        'on the way to a save',
        "Could not resolve type id 'a.Lug' as a subtype of `io.kestra.core.models.Plugin`: no",
        'tasks:\n  - type: ‸a.Lug\n',
      ],
      [
        'a list where an object belongs',
        'Invalid type: constant',
        'tasks:\n  - id: constant\n    ‸retry: [constant]\n',
      ],
      [
        'as 1.1 says it',
        'jakarta.validation.ConstraintViolationException: Invalid type: a.Lug',
        'tasks:\n  - type: ‸a.Lug\n',
      ],
    ],
    refusing,
  );
});

describe('a missing type: the head of the object', () => {
  textsStandAtTheirMarks(
    [
      ['of a task', 'Invalid type: <null>', 'tasks:\n  - id: a\n    type: L\n  - ‸id: b\n'],
      ['of a nested task', 'Invalid type: <null>', 'tasks:\n  - id: a\n    type: S\n    then:\n      - ‸id: b\n'],
      [
        'of a task in a case',
        'Invalid type: <null>',
        'tasks:\n  - id: a\n    type: S\n    cases:\n      x:\n        - ‸id: b\n',
      ],
      [
        'of a task in a Dag, whose items have none',
        'Invalid type: <null>',
        'tasks:\n  - id: d\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n      - task: {id: a, type: L}\n      - ‸task:\n          id: b\n',
      ],
      [
        'of a task that handles the errors of a Dag',
        'Invalid type: <null>',
        'tasks:\n  - id: d\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n      - task: {id: a, type: L}\n    errors:\n      - ‸id: e\n',
      ],
      ['of a condition', 'Invalid type: <null>', 'triggers:\n  - type: T\n    conditions:\n      - ‸date: x\n'],
      ['of a log exporter', 'Invalid type: <null>', 'tasks:\n  - type: T\n    logExporters:\n      - ‸a: x\n'],
      ['of a task runner', 'Invalid type: <null>', 'tasks:\n  - type: T\n    ‸taskRunner: {a: x}\n'],
      ['of an agreement', 'Invalid type: null', 'sla:\n  - ‸id: s\n    duration: PT1M\n'],
      [
        'of an input, in the words that are about plugins',
        'Invalid type: <null>',
        'triggers:\n  - id: t\n    type: T\n    preconditions: {id: p}\ninputs:\n  - ‸id: a\n',
      ],
      ['of onPause', 'Invalid type: <null>', 'tasks:\n  - id: p\n    type: P\n    ‸onPause:\n      id: b\n'],
      [
        'of a trigger, behind inputs',
        'Invalid type: <null>',
        'inputs:\n  - id: a\ntasks:\n  - {id: a, type: L}\ntriggers:\n  - ‸id: t\n',
      ],
      ['of an input', 'Invalid type: null', 'tasks:\n  - id: x\ninputs:\n  - id: a\n    type: INT\n  - ‸id: b\n'],
      ['of a retry', 'Invalid type: null', 'tasks:\n  - id: x\n    type: L\n    ‸retry:\n      interval: PT1S\n'],
      [
        'of an input of onResume',
        'Invalid type: null',
        'tasks:\n  - id: p\n    type: P\n    onResume:\n      - ‸id: a\nsla:\n  - id: s\n    type: T\n    labels:\n      sla: miss\n',
      ],
      [
        'of the authentication of a request',
        'Invalid type: null',
        'tasks:\n  - id: r\n    type: R\n    options:\n      ‸auth:\n        username: a\n',
      ],
      [
        'of one nested, though other plugins have an authentication too',
        'Invalid type: null',
        'tasks:\n  - type: S\n    auth: {user: a}\n    options: {timeout: {a: b}}\n    tasks:\n      - type: R\n        options:\n          ‸auth: {user: a}\n',
      ],
      [
        'text in plugin defaults, though labels stand before them',
        'Invalid type: null',
        'labels:\n  retry: a\nsla:\n  - id: s\n    type: T\n    labels:\n      sla: miss\npluginDefaults:\n  - type: L\n    values:\n      retry: ‸soon\n',
      ],
      [
        'text where a retry belongs, though an input depends on others',
        'Invalid type: null',
        'inputs:\n  - id: a\n    type: STRING\n    dependsOn:\n      inputs: [b]\ntasks:\n  - id: t\n    type: L\n    retry: ‸soon\n',
      ],
      [
        'behind a Dag with an item that lacks its task',
        'Invalid type: <null>',
        'tasks:\n  - id: d\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n      - dependsOn: [x]\n  - ‸id: t\n',
      ],
      [
        'in a nested Dag with an item that lacks its task',
        'Invalid type: <null>',
        'tasks:\n  - type: S\n    tasks:\n      - type: io.kestra.plugin.core.flow.Dag\n        tasks: [{dependsOn: [x]}]\n  - ‸id: t\n',
      ],
      ['a number is no type of a plugin', 'Invalid type: <null>', 'tasks:\n  - id: a\n    type: ‸12\n'],
      ['null, of an input', 'Invalid type: null', 'inputs:\n  - id: a\n    type: ‸null\n'],
      [
        'text, though null stands before it',
        'Invalid type: null',
        'tasks:\n  - {type: L, retry: ~}\n  - retry: ‸soon\n    type: L\n',
      ],
      ['empty text', 'Invalid type:', 'inputs:\n  - id: a\n    type: INT\n  - id: b\n    type: ‸""\n'],
      ['nothing behind it: its key', 'Invalid type: <null>', 'tasks:\n  - id: a\n    ‸type‸:\n'],
      ['null', 'Invalid type: <null>', 'tasks:\n  - id: a\n    type: ‸null\n'],
      ['a merge key is no type', 'Invalid type: <null>', 'tasks:\n  - &a {id: a, type: L}\n  - ‸<<: *a\n    id: b\n'],
      ['labels have none', 'Invalid type: <null>', 'labels:\n  - key: a\ntasks:\n  - ‸id: a\n'],
    ],
    refusing,
  );
});

describe('an alias, which Kestra takes for text, where an object belongs', () => {
  textsStandAtTheirMarks(
    [
      [
        'a retry',
        'Invalid type: null',
        `variables:\n  r: &r x\ntasks:\n  - id: a\n    type: ${LOG}\n    retry: ‸*r‸\n`,
      ],
      [
        'though an object elsewhere has no type',
        'Invalid type: null',
        `inputs:\n  - id: i\n    type: STRING\n  - ‸*i‸\nvariables:\n  x: {a: 1}\ntasks:\n  - id: a\n    type: ${LOG}\n`,
      ],
      [
        'though an object stands before it in what may be a list of inputs',
        'Invalid type: null',
        'variables:\n  r: &r x\ntasks:\n  - id: a\n    type: com.acme.X\n    inputs: [{name: b}]\n    retry: ‸*r\n',
      ],
      [
        'though text stands before it',
        'Invalid type: null',
        'variables:\n  r: &r x\ntasks:\n  - id: a\n    type: com.acme.X\n    inputs: [b]\n    retry: ‸*r\n',
      ],
      ['text that is no alias', 'Invalid type: null', `tasks:\n  - id: a\n    type: ${LOG}\n    retry: ‸often‸\n`],
    ],
    refusing,
  );
});
