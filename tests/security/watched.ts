/** Methods of ports that change something outside: everything else reads. */
const CHANGES: ReadonlySet<string> = new Set([
  'commit',
  'storeToken',
  'markDelivered',
  'markSent',
  'putCarrier',
  'putStaffPhone',
  'put',
  'remove',
  'add',
  'putExport',
  'restate',
  'start',
  'wake',
  'publish',
  'send',
  'forget',
]);

/** Counts what took effect. A change that threw took none: the store writes all of it or nothing. */
export class Changes {
  made = 0;

  /** The same port, whose changes are counted. */
  of<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        const call = member.bind(target) as (...args: unknown[]) => unknown;
        if (!CHANGES.has(String(name))) return call;
        return async (...args: unknown[]) => {
          const answer = await call(...args);
          this.made += 1;
          return answer;
        };
      },
    });
  }
}
