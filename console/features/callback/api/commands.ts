import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type Sending, useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

type Path = Extract<keyof paths, `/cases/{id}/${string}`>;
type Body<P extends Path> = Omit<paths[P]['post']['requestBody']['content']['application/json'], 'version'>;

export type GivenAnswers = Body<'/cases/{id}/answers'>;
export type Attempt = Body<'/cases/{id}/attempts'>;
export type Remedy = Body<'/cases/{id}/remedies'>;
export type Confirmation = Body<'/cases/{id}/confirmations'>;
export type Verdict = Body<'/cases/{id}/confirmations/verdict'>;
export type Closing = Body<'/cases/{id}/closing'>;
export type CarrierCallback = Body<'/cases/{id}/carrier-callback'>;

/** Where a command goes, and by what the API knows that it is the same one again. */
function useAddress() {
  const { id } = useMatter();
  return ({ key }: Sending) => ({ path: { id }, header: { 'Idempotency-Key': key } });
}

export function useRecordAnswers() {
  const to = useAddress();
  return useCommand((body: GivenAnswers, sending) =>
    answer(
      api.POST('/cases/{id}/answers', { params: to(sending), body: { ...body, version: sending.version } }),
    ),
  );
}

export function useRecordAttempt() {
  const to = useAddress();
  return useCommand((body: Attempt, sending) =>
    answer(
      api.POST('/cases/{id}/attempts', { params: to(sending), body: { ...body, version: sending.version } }),
    ),
  );
}

export function useRecordRemedy() {
  const to = useAddress();
  return useCommand((body: Remedy, sending) =>
    answer(
      api.POST('/cases/{id}/remedies', { params: to(sending), body: { ...body, version: sending.version } }),
    ),
  );
}

export function useEnterConfirmation() {
  const to = useAddress();
  return useCommand((body: Confirmation, sending) =>
    answer(
      api.POST('/cases/{id}/confirmations', {
        params: to(sending),
        body: { ...body, version: sending.version },
      }),
    ),
  );
}

export function useJudgeConfirmation() {
  const to = useAddress();
  return useCommand((body: Verdict, sending) =>
    answer(
      api.POST('/cases/{id}/confirmations/verdict', {
        params: to(sending),
        body: { ...body, version: sending.version },
      }),
    ),
  );
}

export function useProposeClosing() {
  const to = useAddress();
  return useCommand((body: Closing, sending) =>
    answer(
      api.POST('/cases/{id}/closing', { params: to(sending), body: { ...body, version: sending.version } }),
    ),
  );
}

export function useDecideClosing() {
  const to = useAddress();
  return useCommand((body: Verdict, sending) =>
    answer(
      api.POST('/cases/{id}/closing/verdict', {
        params: to(sending),
        body: { ...body, version: sending.version },
      }),
    ),
  );
}

export function useRecordCarrierCallback() {
  const to = useAddress();
  return useCommand((body: CarrierCallback, sending) =>
    answer(
      api.POST('/cases/{id}/carrier-callback', {
        params: to(sending),
        body: { ...body, version: sending.version },
      }),
    ),
  );
}
