import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';

/** A staff member's own number: a customer's that equals it can confirm nothing. */
export function useStaffPhone() {
  return useMutation({
    mutationFn: ({ id, phone }: { id: string; phone: string }) =>
      answer(api.PUT('/staff-phones/{id}', { params: { path: { id } }, body: { phone } })),
  });
}
