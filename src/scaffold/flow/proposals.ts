import type { Proposals } from '../../proposals/proposals.ts';
import { filterText } from '../filter-text.ts';
import { parameterText } from './values.ts';

/** What a trigger takes when nobody says so: what people take first. `plain`: no queries, only keys. */
export function proposedParameters({ parameters, events }: Proposals, plain: boolean): readonly string[] {
  return (
    parameters
      .filter((one) => one.events === events && /^(?:text|number|boolean)$/.test(one.type))
      // Headers are chosen by those who know why.
      .filter(
        ({ value, path }) => value !== '' && !/^headers?\.[A-Z]/.test(path) && !(plain && path.includes('@')),
      )
      .slice(0, 3)
      .map(parameterText)
  );
}

/** The filters on what kind of event it is: without them a sensor runs for each kind. */
export function proposedFilters({ filters }: Proposals): readonly string[] {
  return filters
    .filter(({ path }) => TELLS_KIND.test(path))
    .slice(0, 2)
    .map(({ path, values }) => filterText({ path, operator: '=', values: values.slice(0, 1) }));
}

const TELLS_KIND =
  /^(?:body\.(?:X-GitHub-Event|object_kind|eventKey|event_type|type|action|detail-type)|headers\.X-Event-Key\.0|event\.type|command|type|header\.(?:Ce-Type|X-Gitea-Event)\.0)$/;
