import type { Rule } from '../rule.ts';

export const unreadable: Rule = {
  id: 'load/unreadable',
  severity: 'error',
  summary: 'a file or folder below a folder that cannot be read',
  docs: {
    why:
      'The operating system does not let it be opened, most often for its permissions, so nothing in it is judged, ' +
      'and "kubectl apply -f FOLDER" ends there. What else the folder holds is judged. A file or folder that is named ' +
      'itself ends the run with exit code 3 instead.',
    bad: '# $ ls -l flow/sensor.yaml\n# ---------- 1 root root 512 flow/sensor.yaml\n',
    good: '# $ ls -l flow/sensor.yaml\n# -rw-r--r-- 1 root root 512 flow/sensor.yaml\n',
  },
};
