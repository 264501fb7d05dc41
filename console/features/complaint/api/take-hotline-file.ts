import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type HotlineReport =
  paths['/complaints/hotline-files']['post']['responses']['2XX']['content']['application/json'];

/** The bytes as they came: a file in GBK goes back as it is. */
export function useTakeHotlineFile() {
  return useMutation({
    mutationFn: async (file: File) => {
      const base64 = new Uint8Array(await file.arrayBuffer()).toBase64();
      return answer(api.POST('/complaints/hotline-files', { body: { name: file.name, base64 } }));
    },
  });
}
