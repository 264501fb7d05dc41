import { Typography } from 'antd';
import { useMay } from '../../../api/me.ts';
import { CaseLink } from '../../../components/case/case-link.tsx';

const SHOWN = 11; // prefix and eight digits, as links to cases have it

/** The complaint that a line is about: a link for those who may read complaints. */
export function ComplaintName({ id }: { id: string }) {
  const may = useMay();
  if (may('complaint:read')) return <CaseLink id={id} />;
  return <Typography.Text title={id}>{`${id.slice(0, SHOWN)}…`}</Typography.Text>;
}
