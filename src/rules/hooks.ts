import { isObject, listAt, objectAt, textAt } from '../json.ts';
import type { EventDefinition } from '../model/kinds/event-source.ts';

/**
 * True when the event names what a hook at a code host is made with.
 * Source: argo-events pkg/apis/events/v1alpha1/eventsource_types.go (HasGithubAPIToken, HasBitbucketBasicAuth …).
 */
export function hasHookToken({ type, spec }: EventDefinition): boolean {
  switch (type) {
    case 'github':
      return isObject(spec['apiToken']) || isObject(objectAt(spec, 'githubApp')?.['privateKey']);
    case 'gitlab':
    case 'bitbucketserver':
      return isObject(spec['accessToken']);
    case 'gerrit':
      return isObject(spec['auth']);
    case 'bitbucket': {
      const auth = objectAt(spec, 'auth');
      const basic = objectAt(auth, 'basic');
      return isObject(auth?.['oauthToken']) || (isObject(basic?.['username']) && isObject(basic['password']));
    }
    default:
      return false;
  }
}

/** True when the event source makes the hook at the code host. Source: as above (NeedToCreateHooks, ShouldCreateWebhooks). */
export function createsHooks(event: EventDefinition): boolean {
  const { type, spec } = event;
  if (!hasHookToken(event) || textAt(objectAt(spec, 'webhook'), 'url') === '') return false;
  if (type !== 'bitbucketserver') return true;
  const single = textAt(spec, 'projectKey') !== '' && textAt(spec, 'repositorySlug') !== '';
  return single || ['repositories', 'projects'].some((key) => listAt(spec, key).length > 0);
}

/**
 * True when the event source tells a service where to call, each time that it starts. StorageGRID is told only when it
 * does not know the topic yet.
 * Source: argo-events pkg/eventsources/sources/awssns/start.go, stripe/start.go (PostActivate).
 */
export function needsHookUrl({ type, spec }: EventDefinition): boolean {
  if (objectAt(spec, 'webhook') === undefined) return false;
  return type === 'sns' || (type === 'stripe' && spec['createWebhook'] === true);
}
