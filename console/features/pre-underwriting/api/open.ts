import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Opening = paths['/pre-underwriting']['post']['requestBody']['content']['application/json'];

export function useOpen() {
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (body: Opening) =>
      answer(api.POST('/pre-underwriting', { params: { header: { 'Idempotency-Key': key.current } }, body })),
  });
}
