/**
 * Where the problems of each recorded document belong, written by hand: `line:column text-at-that-place`, in
 * the order of the document. One list for both lines of Kestra; `{ '1.3': …, '2.0': … }` where they say
 * different things. Documents that both accept have an empty list. `offline` where a server alone can know:
 * which revision is the newest. What is missing stands at the head of the object that lacks it: its first
 * key, or the key that it stands under.
 */
export type Places =
  | readonly string[]
  | { readonly '1.3': readonly string[]; readonly '2.0': readonly string[]; readonly offline?: readonly string[] };

export const places: Readonly<Record<string, Places>> = {
  // Properties and types that Kestra does not know
  'unknown property on a task': ['7:5 mesage'],
  'unknown property on the flow': ['8:1 foo'],
  'unknown property on an input': ['11:5 foo'],
  'unknown property on a trigger': ['12:5 crn'],
  'unknown property and duplicate id': ['10:5 mesage'],
  'unknown task type': ['6:11 io.kestra.plugin.core.log.Lug'],
  'plugin not installed': ['6:11 io.kestra.plugin.aws.s3.Upload'],
  'unknown trigger type': ['10:11 io.kestra.plugin.core.trigger.Shedule'],
  'unknown retry type': ['9:13 sometimes'],
  'input of unknown type': ['10:11 STRNG'],
  'task without type': ['4:5 id'],
  'input without type': ['9:5 id'],
  'merge key': ['8:5 <<'],
  'html in names': ['6:11 io.kestra.plugin.core.log.<b>'],
  'workflow command in a type': ['6:11 "x\\n::error file=a::boom"'],
  'a docker compose file': ['1:1 services'],

  // The flow itself
  'no tasks': ['1:1 id'],
  'empty tasks': ['3:1 tasks'],
  'no id': ['1:1 namespace'],
  'no namespace': ['1:1 id'],
  'blank id': ['1:5 ""', '1:5 ""', '1:5 ""'],
  'bad id': ['1:5 "a b"'],
  'bad namespace': ['2:12 Company Team'],
  'id of 101 characters': [`1:5 ${'a'.repeat(101)}`],
  'reserved id': { '1.3': ['1:5 pause'], '2.0': [] },
  'namespace is a number': { '1.3': ['2:12 12'], '2.0': [] },
  'id is a number': [],
  'tasks is a map': ['3:1 tasks'],
  'tasks is a string': ['3:8 hello'],
  'task is a string': [],
  'disabled is a word': ['8:11 maybe'],
  'yaml 1.1 booleans': [],
  'everything top level': [],
  'revision of the past': { '1.3': ['8:11 7'], '2.0': ['8:11 7'], offline: [] },
  'revision zero': { '1.3': ['8:11 0', '8:11 0'], '2.0': ['8:11 0', '8:11 0'], offline: ['8:11 0'] },
  'concurrency without limit': ['8:1 concurrency'],
  'concurrency limit zero': ['9:10 0'],
  'bad concurrency behavior': ['10:13 WAIT'],
  'anchors and aliases': [],

  // Tasks
  'task without id': ['4:5 type'],
  'task without message': ['4:5 id'],
  'two violations': ['4:5 id', '6:5 id'],
  'nested task without message': ['10:9 id'],
  'task id with a dot': ['5:9 he.llo'],
  'task id with a blank': ['5:9 "he llo"'],
  'message is a map': [],
  'level is wrong': [],
  'bad timeout': [],
  'timeout on a flowable': ['6:5 timeout'],
  'bad retry': ['10:17 PT1H'],
  'switch without cases': ['4:5 id'],
  'dag with a cycle': ['8:21 b'],
  'dag on a missing task': ['8:21 zzz'],
  'foreach without tasks': { '1.3': ['4:5 id'], '2.0': ['5:11 io.kestra.plugin.core.flow.ForEach'] },
  'working directory with a flowable': ['8:15 io.kestra.plugin.core.flow.Sequential'],
  'if without condition': { '1.3': [], '2.0': ['4:5 id'] },

  // The same twice
  'duplicate task ids': ['8:9 hello'],
  'duplicate task ids nested': ['11:13 hello'],
  'duplicate trigger ids': ['12:9 t'],
  'duplicate inputs': ['11:9 a'],
  'duplicate outputs': ['12:9 a'],
  'duplicate key': [],
  'duplicate key in a task': [],

  // Other flows, references
  'recursive subflow': ['11:13 x', '11:13 x'],
  'missing subflow': ['11:13 nowhere'],
  'dashed input reference': ['7:18 inputs.my-in'],
  'dashed output reference': ['10:18 outputs.my-task'],

  // Labels
  'system label': ['9:3 system.foo'],
  'read only label': [],
  'bad label key': ['9:3 Team'],
  'empty label': ['9:9 ""'],
  'null label': [],
  'labels as list': [],

  // Triggers
  'bad cron': ['11:11 "* * *"'],
  'bad cron value': ['11:11 "61 * * * *"'],
  'schedule without cron': ['9:5 id'],
  'bad timezone': ['12:15 Mars/Olympus'],
  'flow trigger on everything': ['9:5 id'],

  // Inputs
  'input with default not required': ['12:15 false'],
  'array input without itemType': ['9:5 id'],
  'select input without values': [],
  'input depends on nothing': ['12:16 zzz'],
  'input with bad validator': ['11:16 "["'],

  // Of the past
  'deprecated input name': ['9:5 name'],
  'deprecated ENUM and BOOLEAN inputs': { '1.3': ['10:11 BOOLEAN', '12:11 ENUM'], '2.0': ['10:11 BOOLEAN'] },
  listeners: ['8:1 listeners'],
  taskDefaults: ['8:1 taskDefaults'],
  'pluginDefaults fill a required property': { '1.3': [], '2.0': ['6:1 pluginDefaults'] },
  'pluginDefaults without values': { '1.3': ['9:5 type'], '2.0': ['8:1 pluginDefaults'] },
  'renamed type': ['6:11 io.kestra.core.tasks.log.Log'],
  'deprecated task type': ['9:11 io.kestra.plugin.core.debug.Echo'],

  // No YAML, no mapping
  'syntax: tab': ['4:1 \t- id: a'],
  'syntax: unclosed quote': ['2:12 "company.team'],
  'syntax: unquoted expression': ['7:14 {{ inputs.a }}'],
  'syntax: bad indent': ['5:4 type: b'],
  'syntax: colon in value': ['3:15 : b'],
  'syntax: at sign': ['2:12 @team'],
  'a list': ['1:1 - a'],
  'a scalar': ['1:1 hello'],
  'null document': ['1:1 ~'],
};
