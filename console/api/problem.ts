/** What the API says when it refuses: a problem of RFC 9457. Nothing was changed. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  instance?: string;
  rule?: string;
  fields?: { field: string; reason: string }[];
  /** Of a conflict: the state that holds now. */
  current?: unknown;
  details?: Record<string, unknown>;
}

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }

  get isStale(): boolean {
    return this.problem.type === '/problems/stale-version';
  }
}

/** The answer never came: whether it was done is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  return new ApiProblem(
    problem ?? { type: '/problems/internal', title: response.statusText, status: response.status },
  );
}
