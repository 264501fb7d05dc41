import type * as of from '../../../components/case/case-command.ts';
import { useCaseCommand } from '../../../components/case/case-command.ts';

export type CommandName = of.CommandName<'complaints'>;
export type CommandBody<N extends CommandName> = of.CommandBody<'complaints', N>;

export function useComplaintCommand<N extends CommandName>(name: N) {
  return useCaseCommand('complaints', name);
}
