import { answer, api } from '../../../api/client.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

/** Sends the applicant the link to consent. */
export function useAskConsent() {
  const { id } = useMatter();
  return useCommand((_: undefined, { version, key }) =>
    answer(
      api.POST('/pre-underwriting/{id}/consent-request', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { version },
      }),
    ),
  );
}
