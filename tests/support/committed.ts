import type { Committed } from '../../domain/ports.ts';

/** Which case a committed change is of; an exposure is a policy's. */
export function caseIdOf(committed: Committed): string {
  switch (committed.is) {
    case 'new-case':
      return committed.case.id;
    case 'wait':
      return committed.wait.caseId;
    case 'new-message':
      return committed.message.caseId;
    case 'event':
      return committed.event.caseId;
    case 'exposure':
      return committed.exposure.policyId;
  }
}
