import { useMutation } from '@tanstack/react-query';
import { download } from '../../../api/client.ts';

/** The refused rows as they stood, each with its reason: the file that is corrected and loaded again. */
export function useBadRows(id: string) {
  return useMutation({
    mutationFn: (file: number) =>
      download(`/imports/${id}/bad-rows.csv?file=${file}`, `${id}-bad-rows-${file}.csv`),
  });
}
