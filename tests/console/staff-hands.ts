import { FINGER, type Hand, KEYS } from './hands.ts';

export const MOUSE: Hand = {
  choose: (_page, question, choice) => question.getByText(choice, { exact: true }).click(),
  tick: (_page, box) => box.check(),
  write: async (page, field, text) => {
    await field.click();
    await page.keyboard.type(text);
  },
  press: (_page, button) => button.click(),
};

/** How staff use the console: each walk is done both ways. */
export const STAFF_HANDS: readonly (readonly [string, Hand])[] = [
  ['by mouse', MOUSE],
  ['by keyboard alone', KEYS],
];

/** The same for a walk in which customers take part, each on a phone of the own. */
export const ALL_HANDS: readonly (readonly [string, { staff: Hand; customer: Hand }])[] = [
  ['by mouse and by touch', { staff: MOUSE, customer: FINGER }],
  ['by keyboard alone', { staff: KEYS, customer: KEYS }],
];
