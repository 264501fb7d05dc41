import { answer, api } from '../../../api/client.ts';

interface Asked {
  version: number;
  satisfied: boolean;
  recording: string;
}

/** What a call of the sample found, on the complaint itself. */
export function recordSatisfaction(id: string, body: Asked) {
  return answer(api.POST('/complaints/{id}/satisfaction', { params: { path: { id } }, body }));
}
