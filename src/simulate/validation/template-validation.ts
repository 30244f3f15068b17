import { nearest } from '../../nearest.ts';
import type { Fields } from '../fields.ts';
import { parameterRefusals } from './parameter-validation.ts';
import { adding, insteadOf, prefixed, type Refusal } from './refusal.ts';
import { resetRefusals } from './time-validation.ts';
import type { ValidationContext } from './validation-context.ts';

/** All kinds that a template has are checked, also those that lose against an earlier one. */
const KINDS: readonly (readonly [kind: string, check: (fields: Fields) => Iterable<Refusal>])[] = [
  ['k8s', k8sRefusals],
  ['argoWorkflow', argoWorkflowRefusals],
  ['http', httpRefusals],
  ['awsLambda', awsLambdaRefusals],
  ['kafka', kafkaRefusals],
  ['nats', natsRefusals],
  ['slack', slackRefusals],
  ['openWhisk', openWhiskRefusals],
  ['custom', customRefusals],
  ['email', emailRefusals],
];

/** Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate and what it calls). */
export function* templateRefusals(context: ValidationContext, template: Fields): Iterable<Refusal> {
  const name = template.text('name');
  if (name === '') {
    const rule = 'trigger/name-missing';
    const message = 'trigger must define a name';
    yield { rule, message, path: template.path, keys: ['name'], help: 'add "name" to the template' };
  }
  yield* resetRefusals(context, template);
  for (const [kind, check] of KINDS) {
    const fields = template.object(kind);
    if (fields === undefined) continue;
    const subject = kind === 'k8s' ? 'trigger for template' : 'template';
    yield* prefixed(`${subject} ${name} is invalid, `, check(fields));
  }
}

/** Not absent and not null; an empty list or object is given. */
export function isGiven(fields: Fields, key: string): boolean {
  return Object.hasOwn(fields.value, key) && fields.value[key] !== null;
}

/** A text that must not be empty. */
function* withText(fields: Fields, key: string, message: string): Iterable<Refusal> {
  if (fields.text(key) === '') yield missing(fields, key, message);
}

/** A field that must be there, empty or not. */
function* withField(fields: Fields, key: string, message: string): Iterable<Refusal> {
  if (!isGiven(fields, key)) yield missing(fields, key, message);
}

function missing({ path }: Fields, key: string, message: string): Refusal {
  return { rule: 'trigger/field-required', message, path, keys: [key], help: `add "${key}"` };
}

function* withSource(fields: Fields, message: string): Iterable<Refusal> {
  if (isGiven(fields, 'source')) return;
  const help = 'add "source" with the object, such as "source: {resource: …}"';
  yield { rule: 'trigger/source-missing', message, path: fields.path, keys: ['source'], help };
}

const K8S_OPERATIONS = ['create', 'update', 'patch', 'delete'];

function* k8sRefusals(fields: Fields): Iterable<Refusal> {
  yield* withSource(fields, 'k8s trigger does not contain an absolute action');
  if (fields.text('operation') !== '') yield* operationRefusals(fields, K8S_OPERATIONS);
  yield* parameterRefusals(fields, 'parameters', RESOURCE);
}

const ARGO_OPERATIONS = [
  'submit',
  'submit-from',
  'suspend',
  'retry',
  'resume',
  'resubmit',
  'terminate',
  'stop',
];

function* argoWorkflowRefusals(fields: Fields): Iterable<Refusal> {
  yield* withSource(fields, 'argoWorkflow trigger does not contain an absolute action');
  yield* operationRefusals(fields, ARGO_OPERATIONS);
  yield* parameterRefusals(fields, 'parameters', RESOURCE);
}

const RESOURCE = 'resource parameter';

function* operationRefusals(fields: Fields, known: readonly string[]): Iterable<Refusal> {
  const operation = fields.text('operation');
  if (known.includes(operation)) return;
  const rule = 'trigger/operation-unknown';
  const message = `unknown operation type ${operation}`;
  const at = [...fields.path, 'operation'];
  if (operation === '') {
    // What the API documents as the default, and the controller does not know.
    const help = 'add "operation: submit", which is not the default';
    yield {
      rule,
      message,
      path: fields.path,
      keys: ['operation'],
      help,
      ...adding(fields, 'operation', 'submit', true),
    };
    return;
  }
  const near = nearest(operation, known);
  const help = `the operations: ${known.map((one) => `"${one}"`).join(', ')}`;
  yield { rule, message, path: at, help, ...insteadOf(at, near) };
}

const METHODS = ['GET', 'DELETE', 'PATCH', 'POST', 'PUT'];

function* httpRefusals(fields: Fields): Iterable<Refusal> {
  yield* withText(fields, 'url', 'server URL is not specified');
  const method = fields.text('method');
  if (method !== '' && !METHODS.includes(method)) {
    const path = [...fields.path, 'method'];
    const meant = METHODS.find((one) => one === method.trim().toUpperCase());
    yield {
      rule: 'trigger/method-unknown',
      message: 'only GET, DELETE, PATCH, POST and PUT methods are supported',
      path,
      ...insteadOf(path, meant),
    };
  }
  yield* parameterRefusals(fields, 'parameters', RESOURCE);
  yield* parameterRefusals(fields, 'payload', 'payload', true);
}

function* awsLambdaRefusals(fields: Fields): Iterable<Refusal> {
  yield* withText(fields, 'functionName', 'function name is not specified');
  yield* withText(fields, 'region', 'region in not specified');
  yield* withField(fields, 'payload', 'payload parameters are not specified');
  yield* parameterRefusals(fields, 'parameters', RESOURCE);
  yield* parameterRefusals(fields, 'payload', 'payload');
}

function* kafkaRefusals(fields: Fields): Iterable<Refusal> {
  yield* withText(fields, 'url', 'broker url must not be empty');
  yield* withField(fields, 'payload', 'payload must not be empty');
  yield* withText(fields, 'topic', 'topic must not be empty');
  yield* parameterRefusals(fields, 'payload', 'payload');
}

function* natsRefusals(fields: Fields): Iterable<Refusal> {
  yield* withText(fields, 'url', "nats server url can't be empty");
  yield* withText(fields, 'subject', "nats subject can't be empty");
  yield* withField(fields, 'payload', "payload can't be nil");
  yield* parameterRefusals(fields, 'payload', 'payload');
}

function* slackRefusals(fields: Fields): Iterable<Refusal> {
  yield* withField(fields, 'slackToken', "slack token can't be empty");
  yield* parameterRefusals(fields, 'parameters', RESOURCE);
}

function* openWhiskRefusals(fields: Fields): Iterable<Refusal> {
  yield* withText(fields, 'actionName', 'action name is not specified');
  yield* withText(fields, 'host', 'host URL is not specified');
  const token = fields.object('authToken');
  const absent = token === undefined ? [] : ['name', 'key'].filter((key) => token.text(key) === '');
  if (token !== undefined && absent.length > 0) {
    const help = `add ${absent.map((key) => `"${key}"`).join(' and ')}`;
    const refusal = missing(token, '', 'auth token key and name must be specified');
    yield { ...refusal, keys: absent, help };
  }
  yield* parameterRefusals(fields, 'parameters', RESOURCE);
  yield* withField(fields, 'payload', 'payload parameters are not specified');
  yield* parameterRefusals(fields, 'payload', RESOURCE);
}

function* customRefusals(fields: Fields): Iterable<Refusal> {
  yield* withText(fields, 'serverURL', 'custom trigger gRPC server url is not defined');
  yield* withField(fields, 'spec', "trigger body can't be empty");
  if (fields.flag('secure')) {
    const message = "certSecret can't be nil when the trigger server connection is secure";
    yield* withField(fields, 'certSecret', message);
  }
  yield* parameterRefusals(fields, 'parameters', RESOURCE);
}

function* emailRefusals(fields: Fields): Iterable<Refusal> {
  yield* withText(fields, 'host', "host can't be empty");
  const port = fields.value['port'];
  if (typeof port === 'number' && (port < 0 || port > 65_535)) {
    const message = `port: ${port}, port should be between 0-65535`;
    yield { rule: 'trigger/port-out-of-range', message, path: [...fields.path, 'port'] };
  }
  yield* parameterRefusals(fields, 'parameters', RESOURCE);
}
