import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../../api/client.ts';
import { ApiProblem, NoAnswer } from '../../../api/problem.ts';

const LONGEST_NAME = 200;

/** Opens an import, puts the file where it says, past the API, and says that it is there. */
export function useLoadFile() {
  const queries = useQueryClient();
  const [sent, setSent] = useState<number>();
  const load = useMutation({
    mutationFn: async (file: File) => {
      setSent(0);
      const { id, uploadUrl } = await answer(
        api.POST('/imports', {
          params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
          body: { name: file.name.slice(0, LONGEST_NAME) },
        }),
      );
      await put(uploadUrl ?? '', file, setSent);
      await answer(api.POST('/imports/{id}/uploaded', { params: { path: { id } }, body: {} }));
      return id;
    },
    onSettled: () => {
      setSent(undefined);
      return queries.invalidateQueries({ queryKey: ['imports', 'list'] });
    },
  });
  return { load, sent };
}

/** Not `fetch`, which does not say how much has gone: 200 MB take minutes from an office. */
function put(url: string, file: File, told: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    // What the address was signed for, whatever the machine takes a CSV file for.
    request.setRequestHeader('content-type', 'text/csv');
    request.upload.onprogress = ({ loaded, total }) => told(loaded / total);
    request.onload = () => (request.status < 300 ? resolve() : reject(notTaken(request.status)));
    request.onerror = () => reject(new NoAnswer('no answer'));
    request.send(file);
  });
}

function notTaken(status: number): ApiProblem {
  return new ApiProblem({
    type: '/problems/upload',
    title: 'The file was not taken. Choose it again.',
    status,
  });
}
