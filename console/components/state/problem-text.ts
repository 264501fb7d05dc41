import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem.ts';
import { useSentence } from '../../i18n/sentences.ts';

export interface ProblemText {
  title: string;
  fields: string[];
  /** What support finds the request by. */
  instance?: string;
}

/** An error in the reader's language. */
export function useProblemText(): (error: Error) => ProblemText {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (error) => {
    if (!(error instanceof ApiProblem)) return { title: t('state.noAnswer'), fields: [] };
    const { title, fields = [], instance } = error.problem;
    return {
      title: sentence(title),
      fields: fields.map(({ field, reason }) => `${field}: ${sentence(reason)}`),
      ...(instance === undefined ? {} : { instance: instance.replace('urn:request:', '') }),
    };
  };
}
