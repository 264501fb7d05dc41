import type * as of from '../../../components/case/case-command.ts';
import { useCaseCommand } from '../../../components/case/case-command.ts';

export type CommandName = of.CommandName<'reconsiderations'>;
export type CommandBody<N extends CommandName> = of.CommandBody<'reconsiderations', N>;

export function useReconsiderationCommand<N extends CommandName>(name: N) {
  return useCaseCommand('reconsiderations', name);
}
