import type { Rule } from '../rule.ts';
import { labelInvalid } from './label-invalid.ts';
import { nameInvalid } from './name-invalid.ts';
import { nameTooLong } from './name-too-long.ts';
import { namespaceInvalid } from './namespace-invalid.ts';
import { namespaceMissing } from './namespace-missing.ts';
import { secretKeyMissing } from './secret-key-missing.ts';
import { serviceName } from './service-name.ts';
import { volumeName } from './volume-name.ts';

export const KUBERNETES_RULES: readonly Rule[] = [
  labelInvalid,
  nameInvalid,
  nameTooLong,
  namespaceInvalid,
  namespaceMissing,
  secretKeyMissing,
  serviceName,
  volumeName,
];
