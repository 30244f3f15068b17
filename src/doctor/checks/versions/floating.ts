import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import { shortImage } from '../../images.ts';
import { kubectl } from '../../kubectl.ts';

export const floating: Check = {
  id: 'versions/floating',
  title: 'the controllers run a version that has a name',
  why: `With "latest", or without a tag, every restart may bring another version, and a controller that is newer than its
definitions and roles fails in new ways. The quick-start files of Argo Workflows name "latest" in the repository. Source:
argo-workflows manifests/quick-start.`,
  reads: ['Deployment'],
  run: (state) =>
    state.controllers.flatMap((controller) => {
      const { version, image, name, namespace } = controller;
      if (image.includes('@') || (version !== 'latest' && version !== '')) return [];
      return [
        {
          severity: 'warning' as const,
          title: `it runs ${shortImage(image)}, which may be another version at each start`,
          object: labelOfController(controller),
          hint: 'name a version, or a digest',
          command: kubectl(state, `get deployment ${name} -o wide`, namespace),
        },
      ];
    }),
};
