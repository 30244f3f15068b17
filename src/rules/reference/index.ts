import type { Rule } from '../rule.ts';
import { backendMissing } from './backend-missing.ts';
import { configMapMissing } from './config-map-missing.ts';
import { eventBusMissing } from './event-bus-missing.ts';
import { eventMissing } from './event-missing.ts';
import { eventSourceMissing } from './event-source-missing.ts';
import { roleMissing } from './role-missing.ts';
import { secretMissing } from './secret-missing.ts';
import { serviceAccountMissing } from './service-account-missing.ts';
import { subjectMissing } from './subject-missing.ts';
import { templateMissing } from './template-missing.ts';
import { templatePartMissing } from './template-part-missing.ts';

export const REFERENCE_RULES: readonly Rule[] = [
  eventBusMissing,
  eventSourceMissing,
  eventMissing,
  serviceAccountMissing,
  templateMissing,
  templatePartMissing,
  secretMissing,
  configMapMissing,
  roleMissing,
  subjectMissing,
  backendMissing,
];
