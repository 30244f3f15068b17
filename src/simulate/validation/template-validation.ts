import type { Fields } from '../fields.ts';
import { refusedParameters } from './parameter-validation.ts';
import { prefixed, type Refusal } from './refusal.ts';
import type { ValidationContext } from './sensor-validation.ts';
import { refusedResets } from './time-validation.ts';

/** All kinds that a template has are checked, also those that lose against an earlier one. */
const KINDS: readonly (readonly [kind: string, check: (fields: Fields) => Refusal | undefined])[] = [
  ['k8s', refusedK8s],
  ['argoWorkflow', refusedArgoWorkflow],
  ['http', refusedHttp],
  ['awsLambda', refusedAwsLambda],
  ['kafka', refusedKafka],
  ['nats', refusedNats],
  ['slack', refusedSlack],
  ['openWhisk', refusedOpenWhisk],
  ['custom', refusedCustom],
  ['email', refusedEmail],
];

/** Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate and what it calls). */
export function refusedTemplate(context: ValidationContext, template: Fields): Refusal | undefined {
  const name = template.text('name');
  if (name === '') return { message: 'trigger must define a name', path: template.path };
  const reset = refusedResets(context, template);
  if (reset !== undefined) return reset;
  for (const [kind, check] of KINDS) {
    const fields = template.object(kind);
    if (fields === undefined) continue;
    const subject = kind === 'k8s' ? 'trigger for template' : 'template';
    const refusal = prefixed(`${subject} ${name} is invalid, `, check(fields));
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Not absent and not null; an empty list or object is given. */
export function isGiven(fields: Fields, key: string): boolean {
  return Object.hasOwn(fields.value, key) && fields.value[key] !== null;
}

function missing(fields: Fields, message: string): Refusal {
  return { message, path: fields.path };
}

function refusedK8s(fields: Fields): Refusal | undefined {
  if (!isGiven(fields, 'source')) return missing(fields, 'k8s trigger does not contain an absolute action');
  return (
    refusedOperation(fields, ['', 'create', 'patch', 'update', 'delete']) ??
    refusedParameters(fields, 'parameters', RESOURCE)
  );
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

function refusedArgoWorkflow(fields: Fields): Refusal | undefined {
  if (!isGiven(fields, 'source')) {
    return missing(fields, 'argoWorkflow trigger does not contain an absolute action');
  }
  return refusedOperation(fields, ARGO_OPERATIONS) ?? refusedParameters(fields, 'parameters', RESOURCE);
}

const RESOURCE = 'resource parameter';

function refusedOperation(fields: Fields, known: readonly string[]): Refusal | undefined {
  const operation = fields.text('operation');
  if (known.includes(operation)) return undefined;
  const path = operation === '' ? fields.path : [...fields.path, 'operation'];
  return { message: `unknown operation type ${operation}`, path };
}

function refusedHttp(fields: Fields): Refusal | undefined {
  if (fields.text('url') === '') return missing(fields, 'server URL is not specified');
  if (!['', 'GET', 'DELETE', 'PATCH', 'POST', 'PUT'].includes(fields.text('method'))) {
    return {
      message: 'only GET, DELETE, PATCH, POST and PUT methods are supported',
      path: [...fields.path, 'method'],
    };
  }
  return (
    refusedParameters(fields, 'parameters', RESOURCE) ?? refusedParameters(fields, 'payload', 'payload', true)
  );
}

function refusedAwsLambda(fields: Fields): Refusal | undefined {
  if (fields.text('functionName') === '') return missing(fields, 'function name is not specified');
  if (fields.text('region') === '') return missing(fields, 'region in not specified');
  if (!isGiven(fields, 'payload')) return missing(fields, 'payload parameters are not specified');
  return refusedParameters(fields, 'parameters', RESOURCE) ?? refusedParameters(fields, 'payload', 'payload');
}

function refusedKafka(fields: Fields): Refusal | undefined {
  if (fields.text('url') === '') return missing(fields, 'broker url must not be empty');
  if (!isGiven(fields, 'payload')) return missing(fields, 'payload must not be empty');
  if (fields.text('topic') === '') return missing(fields, 'topic must not be empty');
  return refusedParameters(fields, 'payload', 'payload');
}

function refusedNats(fields: Fields): Refusal | undefined {
  if (fields.text('url') === '') return missing(fields, "nats server url can't be empty");
  if (fields.text('subject') === '') return missing(fields, "nats subject can't be empty");
  if (!isGiven(fields, 'payload')) return missing(fields, "payload can't be nil");
  return refusedParameters(fields, 'payload', 'payload');
}

function refusedSlack(fields: Fields): Refusal | undefined {
  if (!isGiven(fields, 'slackToken')) return missing(fields, "slack token can't be empty");
  return refusedParameters(fields, 'parameters', RESOURCE);
}

function refusedOpenWhisk(fields: Fields): Refusal | undefined {
  if (fields.text('actionName') === '') return missing(fields, 'action name is not specified');
  if (fields.text('host') === '') return missing(fields, 'host URL is not specified');
  const token = fields.object('authToken');
  if (token !== undefined && (token.text('name') === '' || token.text('key') === '')) {
    return missing(token, 'auth token key and name must be specified');
  }
  const parameters = refusedParameters(fields, 'parameters', RESOURCE);
  if (parameters !== undefined) return parameters;
  if (!isGiven(fields, 'payload')) return missing(fields, 'payload parameters are not specified');
  return refusedParameters(fields, 'payload', RESOURCE);
}

function refusedCustom(fields: Fields): Refusal | undefined {
  if (fields.text('serverURL') === '') {
    return missing(fields, 'custom trigger gRPC server url is not defined');
  }
  if (!isGiven(fields, 'spec')) return missing(fields, "trigger body can't be empty");
  if (fields.flag('secure') && !isGiven(fields, 'certSecret')) {
    return missing(fields, "certSecret can't be nil when the trigger server connection is secure");
  }
  return refusedParameters(fields, 'parameters', RESOURCE);
}

function refusedEmail(fields: Fields): Refusal | undefined {
  if (fields.text('host') === '') return missing(fields, "host can't be empty");
  const port = fields.value['port'];
  if (typeof port === 'number' && (port < 0 || port > 65_535)) {
    const message = `port: ${port}, port should be between 0-65535`;
    return { message, path: [...fields.path, 'port'] };
  }
  return refusedParameters(fields, 'parameters', RESOURCE);
}
