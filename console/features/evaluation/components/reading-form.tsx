import { Button, Checkbox, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../../components/keys/keys.tsx';
import { ProblemAlert } from '../../../components/state/problem-alert.tsx';
import type { Card, Grade, Grades, Reply } from '../api/get-evaluation.ts';
import type { ReadingBody } from '../api/read-reply.ts';
import { useCardWord } from './card-word.ts';

const GRADES: readonly Grade[] = ['A', 'B', 'C'];
/** Not an item of the card: one grade for the whole. */
const OVERALL = 'overall';

interface ReadingCommand {
  mutateAsync: (body: Omit<ReadingBody, 'version'>) => Promise<unknown>;
  isPending: boolean;
  error: Error | null;
}

interface ReadingFormProps {
  card: Card;
  reply: Reply;
  command: ReadingCommand;
  done?: () => void;
}

/** A person's reading of a reply, item by item: a digit chooses the item, a letter grades it and goes to the next. */
export function ReadingForm({ card, reply, command, done }: ReadingFormProps) {
  const { t } = useTranslation('evaluation');
  const word = useCardWord();
  const [says, setSays] = useState<Record<string, Grade>>(() => gradesRead(reply));
  const [optOut, setOptOut] = useState(reply.reading?.optOut === true);
  const [at, setAt] = useState(0);
  const rows = [
    ...card.items.map((item) => ({ code: item.code, label: word(item) })),
    whole(t('reading.overall')),
  ];
  const grade = (index: number, given: Grade | undefined) => {
    const code = rows[index]?.code;
    if (code === undefined) return;
    setSays((before) => graded(before, code, given));
    setAt(given === undefined ? index : Math.min(index + 1, rows.length - 1));
  };
  const isEmpty = Object.keys(says).length === 0;
  const save = () => {
    if (command.isPending) return;
    const body = { reply: reply.content, says: saysIn(says), ...(optOut ? { optOut } : {}) };
    command.mutateAsync(body).then(done, () => {});
  };
  useReadingKeys({ rows: rows.length, choose: setAt, grade: (given) => grade(at, given), save });
  return (
    <Flex vertical gap="small">
      <ProblemAlert error={command.error} />
      <div className="reading">
        {rows.map(({ code, label }, index) => (
          <GradeRow
            key={code}
            number={index + 1}
            label={label}
            isHere={index === at}
            given={says[code]}
            choose={(given) => grade(index, given)}
          />
        ))}
      </div>
      <Checkbox checked={optOut} onChange={({ target }) => setOptOut(target.checked)}>
        {t('reading.optOut')}
      </Checkbox>
      <Flex gap="small" align="center" wrap>
        <Button type="primary" onClick={save} loading={command.isPending}>
          {t(isEmpty ? 'reading.saveNone' : 'reading.save')}
        </Button>
        <Typography.Text type="secondary">{t('reading.keys')}</Typography.Text>
      </Flex>
    </Flex>
  );
}

const whole = (label: string) => ({ code: OVERALL, label });

function gradesRead({ reading, read }: Reply): Record<string, Grade> {
  const found = reading ?? read;
  if (found === undefined) return {};
  return { ...found.grades, ...(found.overall === undefined ? {} : { [OVERALL]: found.overall }) };
}

function graded(
  before: Record<string, Grade>,
  code: string,
  given: Grade | undefined,
): Record<string, Grade> {
  const { [code]: _former, ...others } = before;
  return given === undefined ? others : { ...others, [code]: given };
}

function saysIn({ [OVERALL]: overall, ...grades }: Record<string, Grade>): Grades {
  return { grades, ...(overall === undefined ? {} : { overall }) };
}

function GradeRow({
  number,
  label,
  isHere,
  given,
  choose,
}: {
  number: number;
  label: string;
  isHere: boolean;
  given: Grade | undefined;
  choose: (given: Grade | undefined) => void;
}) {
  const { t } = useTranslation('evaluation');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row
    <div role="group" aria-label={label} className={isHere ? 'reading-row is-here' : 'reading-row'}>
      <span className="reading-item">
        <kbd>{number}</kbd> {label}
      </span>
      <Flex gap={4} wrap>
        {GRADES.map((grade) => (
          <Button
            key={grade}
            size="small"
            type={given === grade ? 'primary' : 'default'}
            danger={grade === 'C'}
            aria-pressed={given === grade}
            onClick={() => choose(given === grade ? undefined : grade)}
          >
            {t(`grade.${grade}`)}
          </Button>
        ))}
      </Flex>
    </div>
  );
}

interface ReadingKeys {
  rows: number;
  choose: (row: number) => void;
  grade: (given: Grade | undefined) => void;
  save: () => void;
}

function useReadingKeys({ rows, choose, grade, save }: ReadingKeys): void {
  const { t } = useTranslation('evaluation');
  const item = (number: number) => t('keys.item', { number });
  useKey('1', item(1), () => choose(0), rows > 0);
  useKey('2', item(2), () => choose(1), rows > 1);
  useKey('3', item(3), () => choose(2), rows > 2);
  useKey('4', item(4), () => choose(3), rows > 3);
  useKey('5', item(5), () => choose(4), rows > 4);
  useKey('6', item(6), () => choose(5), rows > 5);
  useKey('7', item(7), () => choose(6), rows > 6);
  useKey('a', t('keys.grade', { grade: t('grade.A') }), () => grade('A'));
  useKey('b', t('keys.grade', { grade: t('grade.B') }), () => grade('B'));
  useKey('c', t('keys.grade', { grade: t('grade.C') }), () => grade('C'));
  useKey('x', t('keys.none'), () => grade(undefined));
  useKey('s', t('reading.save'), save);
}
