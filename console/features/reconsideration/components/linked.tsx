import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTerm } from '../../../i18n/use-words.ts';
import { useCurrent } from './current.tsx';

interface Written {
  text: string;
  ground?: string | undefined;
  clauses?: readonly string[] | undefined;
  documents?: readonly string[] | undefined;
}

/** What was written, paragraph by paragraph, each with what it rests on. */
export function Linked({ points }: { points: readonly Written[] }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  return (
    <ol className="points">
      {points.map(({ text, ground, clauses = [], documents = [] }) => (
        <li key={`${ground ?? ''}${text}`}>
          {ground !== undefined && <Typography.Text strong>{term('ground', ground)}</Typography.Text>}
          <Typography.Paragraph className="note">{text}</Typography.Paragraph>
          <Flex gap={4} wrap>
            {clauses.map((clause) => (
              <Tag key={clause}>{t('points.clause', { clause })}</Tag>
            ))}
            {documents.map((document) => (
              <Evidence key={document} id={document} />
            ))}
          </Flex>
        </li>
      ))}
    </ol>
  );
}

function Evidence({ id }: { id: string }) {
  const name = useDocumentName();
  return <Tag color="blue">{name(id)}</Tag>;
}

/** A document as people call it: what it is, and its number in the case. */
export function useDocumentName(): (id: string) => string {
  const term = useTerm('common');
  const { documents } = useCurrent();
  return (id) => {
    const found = documents.find((one) => one.id === id);
    return found === undefined ? id : `${term('document', found.type)} (${id})`;
  };
}
