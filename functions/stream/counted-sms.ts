import { Refused } from '../../domain/errors.ts';
import type { Sms } from '../../domain/ports.ts';
import type { Gauges } from '../observe.ts';

/** Tells how many messages the gateway took, and how many it will never take. */
export function countedSms(sms: Sms, gauge: Gauges): Sms {
  return {
    send: async (message) => {
      try {
        const sent = await sms.send(message);
        gauge({ SmsSent: 1, SmsRefused: 0 });
        return sent;
      } catch (error) {
        if (error instanceof Refused) gauge({ SmsSent: 0, SmsRefused: 1 });
        throw error;
      }
    },
  };
}
